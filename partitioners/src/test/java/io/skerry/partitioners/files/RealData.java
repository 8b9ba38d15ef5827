package io.skerry.partitioners.files;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/** The folder of public data sets that SKERRY_DATA names. */
final class RealData {
  private RealData() {}

  /** The path of a data set; skips the test where it is absent. */
  static String path(String name) {
    String root = System.getenv("SKERRY_DATA");
    assumeTrue(root != null, "skipped: SKERRY_DATA does not name the folder of data sets");
    Path path = Path.of(root, name);
    assumeTrue(Files.exists(path), "skipped: there is no " + path);
    return path.toString();
  }
}
