package io.skerry.jobs;

import io.skerry.core.InvalidInputException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/** Small text files that a command names. */
final class Texts {
  private Texts() {}

  /** The text at a Hadoop path. */
  static String read(String file) {
    try {
      Path path = new Path(file);
      try (InputStream in = path.getFileSystem(new Configuration()).open(path)) {
        return new String(in.readAllBytes(), StandardCharsets.UTF_8);
      }
    } catch (IOException | IllegalArgumentException e) {
      throw new InvalidInputException(file + ": expected a readable file", e);
    }
  }
}
