package io.skerry.jobs.storage;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skerry.core.InvalidInputException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StorageTest {
  @TempDir java.nio.file.Path temp;

  @Test
  void write_overAFile_replacesItAndLeavesNothingElse() {
    Storage storage = Storage.local();
    Path file = new Path(temp.toString(), "new/folder/a.txt");
    storage.write(file, new byte[] {1});
    storage.write(file, new byte[] {2, 3});
    assertArrayEquals(new byte[] {2, 3}, storage.read(file, "a text"));
    assertEquals(List.of("a.txt"), storage.names(file.getParent()));
  }

  @Test
  void write_onAFileSystemThatIsNotLocal_replacesToo() {
    Configuration configuration = new Configuration();
    configuration.set("fs.viewfs.mounttable.here.link./data", temp.toUri().toString());
    Storage storage = Storage.of(configuration);
    Path file = new Path("viewfs://here/data/a.txt");
    storage.write(file, new byte[] {1});
    storage.write(file, new byte[] {2});
    assertArrayEquals(new byte[] {2}, storage.read(file, "a text"));
    assertTrue(temp.resolve("a.txt").toFile().exists());
    assertFalse(temp.resolve(".a.txt.writing").toFile().exists());
  }

  @Test
  void read_missingFile_saysWhatWasExpected() {
    Path file = new Path(temp.toString(), "a.txt");
    InvalidInputException e =
        assertThrows(InvalidInputException.class, () -> Storage.local().read(file, "a poem"));
    assertEquals(file + " does not exist, expected a poem", e.getMessage());
  }

  @Test
  void qualified_relativePath_isAbsolute() {
    assertEquals(
        java.nio.file.Path.of("runs/a").toAbsolutePath().toString(),
        Storage.local().qualified("runs/a").toUri().getPath());
  }

  @Test
  void names_ofMissingFolder_areNone() {
    assertEquals(List.of(), Storage.local().names(new Path(temp.toString(), "none")));
  }

  @Test
  void settings_thatAreNotDefaults_travelAlong() throws IOException, ClassNotFoundException {
    Configuration configuration = new Configuration();
    configuration.set("fs.s3a.endpoint", "example.org");
    configuration.set("fs.s3a.secret.key", "hush");
    Storage storage = Storage.of(configuration);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(storage);
    }
    ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()));
    Storage copy = (Storage) in.readObject();
    assertEquals("example.org", copy.configuration().get("fs.s3a.endpoint"));
    assertNull(Storage.local().configuration().get("fs.s3a.secret.key"));
    assertEquals("Storage with 2 settings", copy.toString());
  }
}
