package io.skerry.partitioners.files;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/** The file system that holds the data. Paths are its own; a slash joins a folder and a name. */
public interface InputFiles {

  /** Names of a folder's entries in any order, or empty where there is no such folder. */
  Optional<List<String>> names(String folder) throws IOException;

  /**
   * The bytes of a file as stored.
   *
   * @throws java.io.FileNotFoundException or NoSuchFileException where there is none
   */
  InputStream open(String file) throws IOException;
}
