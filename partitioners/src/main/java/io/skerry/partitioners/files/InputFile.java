package io.skerry.partitioners.files;

import io.skerry.core.InvalidInputException;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** One file to read, unzipped where its name ends in .gz; failures name it. */
record InputFile(InputFiles files, String path) {
  private static final int BUFFER = 1 << 16;

  /** Names of a folder's entries, or empty where the path is no folder. */
  static Optional<List<String>> names(InputFiles files, String folder) {
    try {
      return files.names(folder);
    } catch (IOException e) {
      throw new InputFile(files, folder).failure(e);
    }
  }

  InputStream open() throws IOException {
    InputStream stored = files.open(path);
    if (!path.endsWith(".gz")) {
      return stored;
    }
    try {
      return new GZIPInputStream(stored, BUFFER);
    } catch (IOException e) {
      stored.close();
      throw e;
    }
  }

  /** The text of the file, which is UTF-8. */
  Reader reader() throws IOException {
    return new BufferedReader(new InputStreamReader(open(), StandardCharsets.UTF_8.newDecoder()));
  }

  /** The one sentence for a failure to read. */
  InvalidInputException failure(IOException e) {
    String sentence;
    if (e instanceof FileNotFoundException || e instanceof NoSuchFileException) {
      sentence = "expected a file, but there is none";
    } else if (e instanceof EOFException) {
      sentence = "expected more bytes, the file is cut off";
    } else if (e instanceof CharacterCodingException) {
      sentence = "expected UTF-8 text, but some of its bytes are not";
    } else if (e instanceof ZipException) {
      sentence = "expected " + (path.endsWith(".gz") ? "gzip: " : "a zip file: ") + e.getMessage();
    } else {
      sentence = "expected a readable file: " + e.getMessage();
    }
    return new InvalidInputException(path + ": " + sentence, e);
  }

  InvalidInputException refusal(String sentence) {
    return new InvalidInputException(path + ": " + sentence);
  }
}
