package io.skerry.partitioners.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The files of this machine. */
final class LocalFiles implements InputFiles {

  @Override
  public Optional<List<String>> names(String folder) throws IOException {
    if (!Files.isDirectory(Path.of(folder))) {
      return Optional.empty();
    }
    try (Stream<Path> entries = Files.list(Path.of(folder))) {
      return Optional.of(entries.map(path -> path.getFileName().toString()).toList());
    }
  }

  @Override
  public InputStream open(String file) throws IOException {
    return Files.newInputStream(Path.of(file));
  }
}
