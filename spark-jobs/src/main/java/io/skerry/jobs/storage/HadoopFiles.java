package io.skerry.jobs.storage;

import io.skerry.partitioners.files.InputFiles;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** Input files on any file system that Hadoop knows. */
public record HadoopFiles(Storage storage) implements InputFiles {

  @Override
  public Optional<List<String>> names(String folder) throws IOException {
    Path path = new Path(folder);
    FileSystem files = path.getFileSystem(storage.configuration());
    try {
      if (!files.getFileStatus(path).isDirectory()) {
        return Optional.empty();
      }
    } catch (FileNotFoundException e) {
      return Optional.empty();
    }
    FileStatus[] entries = files.listStatus(path);
    return Optional.of(Arrays.stream(entries).map(entry -> entry.getPath().getName()).toList());
  }

  @Override
  public InputStream open(String file) throws IOException {
    Path path = new Path(file);
    return path.getFileSystem(storage.configuration()).open(path);
  }
}
