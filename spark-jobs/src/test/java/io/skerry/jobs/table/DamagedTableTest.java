package io.skerry.jobs.table;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.skerry.core.InvalidInputException;
import io.skerry.core.random.RandomKey;
import io.skerry.jobs.LocalSpark;
import io.skerry.jobs.storage.Storage;
import io.skerry.jobs.table.TableInput.Csv;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Tables that cannot be read, or whose SQL fails on a row, are refused in one sentence. */
final class DamagedTableTest {
  private static final SparkSession SPARK = LocalSpark.session();
  private static final String ROWS = "who,y,x\na,0,1\nb,1,2\n";

  @TempDir private Path directory;

  static Stream<Arguments> expressions() {
    return Stream.of(
        arguments("int(who)", ": int(who) fails on a row of FILE: The value 'a' of the type"),
        arguments("x + int(concat(who, '1'))", ": int(concat(who, '1')) fails on a row of FILE: "),
        arguments("split(who, ',')[3]", ": split(who, ',')[3] fails on a row of FILE: The index 3"),
        arguments("1 / (int(y) - 1)", " fails on a row of FILE: Division by zero."),
        arguments("raise_error(who)", " fails on a row of FILE: a"),
        arguments("nobody", ": expected SQL over the columns of the table, not nobody: A column"),
        arguments("int(", ": expected SQL over the columns of the table, not int(: Syntax error"),
        arguments("rand()", ": expected SQL that gives the same each time, not rand()"));
  }

  @ParameterizedTest
  @MethodSource("expressions")
  void derive_thatFails_isRefusedWithTheExpression(String sql, String sentence) throws IOException {
    Path file = Files.writeString(directory.resolve("t.csv"), ROWS);
    assertRefused(
        "data.derive.z" + sentence.replace("FILE", file.toString()),
        new TableInput("csv", file.toString(), Csv.PLAIN, null, Map.of("z", sql), null),
        "z");
  }

  @Test
  void where_thatFails_isRefusedWithTheExpression() throws IOException {
    Path file = Files.writeString(directory.resolve("t.csv"), ROWS);
    assertRefused(
        "data.where: int(who) fails on a row of " + file + ": The value 'a' of the type",
        new TableInput("csv", file.toString(), Csv.PLAIN, null, Map.of(), "int(who) > 0"),
        "x");
  }

  static Stream<Arguments> files() {
    String rows = ": expected rows that can be read: ";
    String zipped = gzip(ROWS + "b,1,2\n".repeat(9999));
    String json = "{\"who\": \"a\", \"y\": 0, \"x\": 1}\n";
    return Stream.of(
        arguments("short.csv", ROWS + "c,1\n", rows + "Malformed CSV record: c,1"),
        arguments("long.csv", ROWS + "c,1,2,3\n", rows + "Malformed CSV record: c,1,2,3"),
        arguments("empty.csv", "", ": the table is empty, expected columns and rows"),
        arguments(
            "cut.csv.gz",
            zipped.substring(0, zipped.length() / 2),
            rows + "Unexpected end of input stream"),
        arguments("no.csv.gz", ROWS, ": expected a table in format csv: not a gzip file"),
        arguments(
            "bytes.csv",
            ROWS + "\377,1,2\n",
            ": expected UTF-8 text, but some bytes in the client column who are not"),
        arguments("cut.json", json + "{\"who\": \"a\",", ": expected a table in format json: "),
        arguments("deep.json", "[".repeat(100_000), ": expected a table in format json: "),
        arguments(
            "mixed.json",
            json + "{\"who\": \"a\", \"y\": [1], \"x\": {}}\n",
            ": column y of client a holds [1], expected a class 0, 1, 2, ..."),
        arguments("cut.parquet", "PAR1", ": expected a table in format parquet: "),
        arguments("text.parquet", ROWS, ": expected a table in format parquet: "));
  }

  @ParameterizedTest
  @MethodSource("files")
  void read_damagedFile_isRefused(String name, String content, String sentence) throws IOException {
    Path file = Files.write(directory.resolve(name), content.getBytes(ISO_8859_1));
    String format = name.split("[.]", -1)[1];
    assertRefused(file + sentence, TableInput.of(format, file.toString()), "x");
  }

  @Test
  void read_filesWithOtherHeaders_isRefused() throws IOException {
    Files.writeString(directory.resolve("1.csv"), ROWS);
    Files.writeString(directory.resolve("2.csv"), "who,x,y\na,5,1\n");
    assertRefused(
        directory + ": expected rows that can be read: CSV header does not conform to the schema.",
        TableInput.of("csv", directory.toString()),
        "x");
  }

  @Test
  void read_parquetDamagedInItsPages_isRefused() throws IOException {
    Path folder = directory.resolve("written");
    SPARK
        .range(5000)
        .selectExpr("id % 5 as who", "id % 2 as y", "hash(id) as x")
        .coalesce(1)
        .write()
        .parquet(folder.toString());
    Path damaged = directory.resolve("damaged.parquet");
    try (Stream<Path> all = Files.list(folder)) {
      byte[] bytes =
          Files.readAllBytes(
              all.filter(file -> file.toString().endsWith(".parquet")).findFirst().orElseThrow());
      for (int i = 4; i < bytes.length / 2; i++) {
        bytes[i] ^= 0x55;
      }
      Files.write(damaged, bytes);
    }
    assertRefused(
        damaged + ": expected rows that can be read: ",
        TableInput.of("parquet", damaged.toString()),
        "x");
  }

  /** Refused in one line that starts with the sentence, and nothing is stored. */
  private void assertRefused(String sentence, TableInput input, String feature) {
    TableColumns columns =
        new TableColumns(
            input, "who", null, "y", List.of(), null, List.of(Feature.Numbers.plain(feature)));
    Path population = directory.resolve("population");
    String message =
        assertThrows(
                InvalidInputException.class,
                () ->
                    TablePopulation.build(
                        SPARK,
                        Storage.local(),
                        new TableClients(
                            columns, Optional.empty(), RandomKey.of(3), Optional.empty()),
                        population.toString(),
                        Map.of()))
            .getMessage();
    assertEquals(sentence, message.substring(0, Math.min(sentence.length(), message.length())));
    assertEquals(1, message.lines().count(), message);
    assertTrue(Files.notExists(population), "nothing is stored");
  }

  private static String gzip(String content) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(content.getBytes(ISO_8859_1));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toString(ISO_8859_1);
  }
}
