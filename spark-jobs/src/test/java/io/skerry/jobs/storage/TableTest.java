package io.skerry.jobs.storage;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skerry.core.InvalidInputException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.filter2.compat.FilterCompat;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TableTest {
  private static final Table<Thing> TABLE =
      new Table<>(
          "thing",
          List.of(
              Column.int32("small", Thing::small).required(),
              Column.int64("large", Thing::large),
              Column.float64("share", Thing::share),
              Column.bool("sure", Thing::sure),
              Column.text("name", Thing::name),
              Column.bytes("code", Thing::code)));

  @TempDir java.nio.file.Path temp;
  private Path file;

  @BeforeEach
  void write() throws IOException {
    file = new Path(temp.toString(), "things.parquet");
    try (ParquetWriter<Thing> writer = TABLE.create(Storage.local(), file)) {
      writer.write(new Thing(1, 2L, 0.5, true, "drei", new byte[] {4, 5}));
      writer.write(new Thing(6, null, Double.NaN, null, null, null));
    }
  }

  @Test
  void write_rows_areReadByAnyParquetReader() throws IOException {
    try (ParquetReader<Group> reader =
        ParquetReader.builder(new GroupReadSupport(), file).build()) {
      Group first = reader.read();
      assertEquals(1, first.getInteger("small", 0));
      assertEquals(2, first.getLong("large", 0));
      assertEquals(0.5, first.getDouble("share", 0));
      assertEquals(true, first.getBoolean("sure", 0));
      assertEquals("drei", first.getString("name", 0));
      assertArrayEquals(new byte[] {4, 5}, first.getBinary("code", 0).getBytes());
      Group second = reader.read();
      assertEquals(6, second.getInteger("small", 0));
      for (String empty : List.of("large", "share", "sure", "name", "code")) {
        assertEquals(0, second.getFieldRepetitionCount(empty), empty);
      }
      assertNull(reader.read());
    }
  }

  @Test
  void forEach_allColumns_visitsWhatWasWritten() {
    List<Object> cells = new ArrayList<>();
    TableReader.forEach(
        Storage.local(),
        file,
        row -> {
          for (String column : List.of("small", "large", "share", "sure", "name")) {
            cells.add(row.get(column));
          }
        });
    List<Object> expected = new ArrayList<>(List.of(1, 2L, 0.5, true, "drei", 6));
    for (int i = 0; i < 4; i++) {
      expected.add(null);
    }
    assertEquals(expected, cells);
  }

  @Test
  void forEach_someColumns_readsThoseOnly() {
    List<ByteBuffer> codes = new ArrayList<>();
    TableReader.forEach(
        Storage.local(),
        file,
        List.of("code", "small"),
        FilterCompat.NOOP,
        row -> {
          assertThrows(IllegalArgumentException.class, () -> row.get("name"));
          if (row.number("small") == 1) {
            codes.add(ByteBuffer.allocate(2).put(row.bytes("code")).flip());
          }
        });
    assertEquals(List.of(ByteBuffer.wrap(new byte[] {4, 5})), codes);
  }

  @Test
  void forEach_aColumnThatIsNotThere_isRefused() {
    InvalidInputException e =
        assertThrows(
            InvalidInputException.class,
            () ->
                TableReader.forEach(
                    Storage.local(), file, List.of("colour"), FilterCompat.NOOP, row -> {}));
    assertTrue(e.getMessage().startsWith(file + " cannot be read"), e.getMessage());
    assertTrue(e.getMessage().contains("colour"), e.getMessage());
  }

  @Test
  void write_requiredCellThatIsEmpty_fails() throws IOException {
    Path other = new Path(temp.toString(), "other.parquet");
    try (ParquetWriter<Thing> writer = TABLE.create(Storage.local(), other)) {
      Thing without = new Thing(null, null, null, null, null, null);
      assertThrows(IllegalStateException.class, () -> writer.write(without));
    }
  }

  private record Thing(
      Integer small, Long large, Double share, Boolean sure, String name, byte[] code) {}
}
