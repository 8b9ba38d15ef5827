package io.skerry.jobs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DataCommandTest {
  @TempDir private Path directory;

  @Test
  void data_unknownName_isRefusedWithThoseThatAreKnown() throws IOException {
    assertRefused(
        "skerry: expected the name of a known data set, one of adult, fashion-mnist, kmnist, mnist,"
            + " shakespeare, not iris\n",
        "data",
        "iris",
        "--to",
        directory.toString());
  }

  @Test
  void data_mirrorWithoutTheFiles_isRefused() throws IOException {
    Path mirror = Files.createDirectory(directory.resolve("mirror"));
    assertRefused(
        "skerry: " + mirror + "/adult.data: cannot be fetched: there is no such file\n",
        "data",
        "adult",
        "--mirror",
        mirror.toString(),
        "--to",
        directory.toString());
  }

  @Test
  void data_ofAMirror_isThereInAFolderOfItsName() {
    String root = System.getenv("SKERRY_DATA");
    assumeTrue(root != null, "skipped: SKERRY_DATA does not name the folder of data sets");
    Path mirror = Path.of(root, "shakespeare");
    assumeTrue(Files.exists(mirror), "skipped: there is no " + mirror);

    StringWriter err = new StringWriter();
    assertEquals(
        0,
        Skerry.execute(
            new PrintWriter(err, true),
            "data",
            "shakespeare",
            "--mirror",
            mirror.toString(),
            "--to",
            directory.toString()),
        err.toString());
    assertTrue(Files.exists(directory.resolve("shakespeare/input.txt")));
  }

  /** Refused in one line, with exit code 2 and no file written. */
  private void assertRefused(String sentence, String... arguments) throws IOException {
    StringWriter err = new StringWriter();
    assertEquals(2, Skerry.execute(new PrintWriter(err, true), arguments), err.toString());
    assertEquals(sentence, err.toString());
    try (Stream<Path> files = Files.walk(directory)) {
      assertEquals(List.of(), files.filter(Files::isRegularFile).toList());
    }
  }
}
