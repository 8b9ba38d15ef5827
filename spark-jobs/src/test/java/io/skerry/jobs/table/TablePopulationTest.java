package io.skerry.jobs.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skerry.core.InvalidInputException;
import io.skerry.core.data.ClientBlock;
import io.skerry.core.data.ClientData;
import io.skerry.core.data.DataSpec;
import io.skerry.core.random.RandomKey;
import io.skerry.jobs.LocalSpark;
import io.skerry.jobs.population.StoredPopulation;
import io.skerry.jobs.storage.Storage;
import io.skerry.partitioners.quantity.ListedSizes;
import io.skerry.partitioners.skew.Broadcast;
import io.skerry.partitioners.skew.ClientPartitioner;
import io.skerry.partitioners.skew.ColumnPartitioner;
import io.skerry.partitioners.skew.ContinuousColumn;
import io.skerry.partitioners.skew.Iid;
import io.skerry.partitioners.skew.MixedLabels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class TablePopulationTest {
  private static final SparkSession SPARK = LocalSpark.session();

  @TempDir private Path directory;
  private int built;

  @Test
  void natural_smallCsv_groupsRowsByClientInOrderOfIds() throws IOException {
    Path csv =
        write(
            "table.csv",
            "who,site,y,height,width",
            "10,a,1,1.5,2",
            "9,b,0,3,4",
            "10,a,0,5,6",
            "9,b,2,7,8.25");
    StoredPopulation population =
        build(columns("csv", csv.toString(), "who", "site", "height", "width"), null);

    assertEquals(2, population.spec().clients());
    assertEquals(4, population.spec().samples());
    assertEquals(new DataSpec(List.of(2), 3), population.spec().data());
    assertEquals("site", population.spec().clusterColumn());
    ClientBlock block = population.open(0, 2);
    assertEquals("9", block.client(0).id());
    assertEquals("b", block.client(0).cluster());
    assertEquals("10", block.client(1).id());
    assertEquals(Set.of("3.0 4.0 -> 0.0", "7.0 8.25 -> 2.0"), examples(block.client(0)));
    assertEquals(Set.of("1.5 2.0 -> 1.0", "5.0 6.0 -> 0.0"), examples(block.client(1)));
  }

  @Test
  void target_numbers_becomeLabelsAsTheyAre() throws IOException {
    Path csv = write("table.csv", "who,y,x,z", "a,-1.5,1,2", "b,1e3,3,4", "a,0.25,5,6");
    TableColumns columns = target(csv, "who");
    StoredPopulation natural = build(columns, null);

    assertEquals(new DataSpec(List.of(2), 0), natural.spec().data());
    ClientBlock block = natural.open(0, 2);
    assertEquals(Set.of("1.0 2.0 -> -1.5", "5.0 6.0 -> 0.25"), examples(block.client(0)));
    assertEquals(Set.of("3.0 4.0 -> 1000.0"), examples(block.client(1)));

    StoredPopulation divided = planned(target(csv, null), new Iid(3));
    assertEquals(3, divided.spec().clients());
    assertEquals(3, divided.spec().samples());
  }

  @Test
  void target_notANumber_isRefusedByValue() throws IOException {
    for (String value : new String[] {"", "many", "NaN", "1e39"}) {
      Path csv = write("table.csv", "who,y,x,z", "a,1,1,2", "a," + value + ",1,2");
      InvalidInputException e =
          assertThrows(InvalidInputException.class, () -> build(target(csv, "who"), null));
      assertTrue(e.getMessage().contains("column y of client a holds "), e.getMessage());
      assertTrue(e.getMessage().endsWith("expected a finite number"), e.getMessage());
    }
  }

  private static TableColumns target(Path csv, @Nullable String client) {
    return new TableColumns(
        TableInput.of("csv", csv.toString()),
        client,
        null,
        TableLabel.number("y"),
        null,
        List.of(Feature.Numbers.plain("x"), Feature.Numbers.plain("z")));
  }

  @Test
  void natural_anyFormatAndSettings_givesTheSamePopulation() throws IOException {
    String csv = bigTable().toString();
    SPARK
        .read()
        .option("header", "true")
        .option("inferSchema", "true")
        .csv(csv)
        .repartition(5)
        .write()
        .parquet(directory.resolve("table.parquet").toString());
    SPARK
        .read()
        .option("header", "true")
        .csv(csv)
        .repartition(3)
        .write()
        .json(directory.resolve("table.json").toString());
    String expected = natural("csv", csv);
    assertEquals(expected, natural("parquet", directory.resolve("table.parquet").toString()));
    assertEquals(expected, natural("json", directory.resolve("table.json").toString()));
    assertEquals(expected, withSettings(1, () -> natural("csv", csv)));
    assertEquals(expected, withSettings(17, () -> natural("csv", csv)));
  }

  static Stream<ClientPartitioner> partitioners() {
    return Stream.of(new Iid(7), MixedLabels.hsu(7, 0.3), new ContinuousColumn("x", 7, 0.5));
  }

  @ParameterizedTest
  @MethodSource("partitioners")
  void planned_anySettings_givesTheSamePopulationAndLosesNothing(ClientPartitioner partitioner)
      throws IOException {
    String csv = bigTable().toString();
    String column = partitioner instanceof ColumnPartitioner by ? by.column() : null;
    TableColumns columns = columns("csv", csv, column, null, "x", "z");

    StoredPopulation population = planned(columns, partitioner);
    for (int partitions : new int[] {1, 3, 17}) {
      assertEquals(
          population.spec().digest(),
          withSettings(partitions, () -> planned(columns, partitioner).spec().digest()));
    }
    assertEquals(300, population.spec().samples());
    Set<String> all = new HashSet<>();
    ClientBlock block = population.open(0, population.spec().clients());
    for (int i = 0; i < population.spec().clients(); i++) {
      all.addAll(examples(block.client(i)));
    }
    assertEquals(300, all.size());
  }

  @Test
  void planned_examplesOfNobodyAndEverybody_areLeftOutAndCopied() throws IOException {
    String csv = bigTable().toString();
    TableColumns columns = columns("csv", csv, null, null, "x", "z");

    StoredPopulation sizes = planned(columns, new Iid(new ListedSizes(List.of(20, 30))));
    assertEquals(50, sizes.spec().samples());
    assertEquals(30, sizes.open(0, 2).client(1).train().size());
    StoredPopulation broadcast = planned(columns, new Broadcast(2));
    assertEquals(600, broadcast.spec().samples());
    assertEquals(300, examples(broadcast.open(0, 2).client(1)).size());
  }

  @Test
  void planned_strictContinuousColumn_cutsTheSortedValues() throws IOException {
    String csv = bigTable().toString();
    TableColumns columns = columns("csv", csv, "x", null, "x", "z");
    StoredPopulation population = planned(columns, new ContinuousColumn("x", 3, 1));
    float[] x = new float[2];
    for (int client = 0; client < 3; client++) {
      ClientData data = population.open(0, 3).client(client);
      assertEquals(100, data.train().size());
      for (int i = 0; i < 100; i++) {
        data.train().gather(i, x, 0);
        assertEquals(client, (int) x[0] / 100);
      }
    }
  }

  @Test
  void planned_textInAContinuousColumn_isRefused() throws IOException {
    String csv = bigTable().toString();
    TableColumns columns = columns("csv", csv, "who", null, "x", "z");
    assertEquals(
        "partitioner.column: expected a finite number in each example, but who holds 'c0'",
        refusal(() -> planned(columns, new ContinuousColumn("who", 3, 1))));
  }

  @Test
  void natural_textInAFeature_isRefusedByColumnAndClient() throws IOException {
    Path csv = write("text.csv", "who,y,x", "a,0,1", "b,1,tall");
    assertRefused(
        csv + ": column x of client b holds something else or nothing, expected a finite number",
        csv);
  }

  @Test
  void natural_notANumber_isRefusedByColumnAndClient() throws IOException {
    Path csv = write("nan.csv", "who,y,x", "a,0,1", "b,1,NaN");
    assertRefused(csv + ": column x of client b holds NaN, expected a finite number", csv);
  }

  @Test
  void natural_labelThatIsNoClass_isRefused() throws IOException {
    Path csv = write("label.csv", "who,y,x", "a,0,1", "b,0.5,1");
    assertRefused(csv + ": column y of client b holds 0.5, expected a class 0, 1, 2, ...", csv);
  }

  @Test
  void natural_missingColumn_isRefusedWithThoseThatExist() throws IOException {
    Path csv = write("column.csv", "who,label,x", "a,0,1");
    assertRefused("data.label: " + csv + " has no column y, expected one of who, label, x", csv);
  }

  @Test
  void natural_emptyTable_isRefused() throws IOException {
    Path csv = write("empty.csv", "who,y,x");
    assertRefused(csv + ": the table is empty, expected rows", csv);
  }

  @Test
  void natural_clientInTwoClusters_isRefused() throws IOException {
    Path csv = write("clusters.csv", "who,site,y,x", "a,one,0,1", "a,two,1,2");
    String sentence =
        refusal(() -> build(columns("csv", csv.toString(), "who", "site", "x"), null));
    assertEquals(
        "evaluate.clusters.column: client a is in the clusters one and two, expected one cluster a"
            + " client",
        sentence);
  }

  private void assertRefused(String sentence, Path csv) {
    assertEquals(
        sentence, refusal(() -> build(columns("csv", csv.toString(), "who", null, "x"), null)));
    assertTrue(Files.notExists(directory.resolve("population-0").resolve("population.json")));
  }

  private static String refusal(Executable work) {
    return assertThrows(InvalidInputException.class, work).getMessage();
  }

  private String natural(String format, String path) {
    return build(columns(format, path, "who", null, "x", "z"), null).spec().digest();
  }

  private StoredPopulation planned(TableColumns columns, ClientPartitioner partitioner) {
    return build(columns, partitioner);
  }

  private static TableColumns columns(
      String format,
      String path,
      @Nullable String client,
      @Nullable String cluster,
      String... features) {
    return new TableColumns(
        TableInput.of(format, path),
        client,
        cluster,
        "y",
        List.of(),
        null,
        Stream.of(features).<Feature>map(Feature.Numbers::plain).toList());
  }

  private StoredPopulation build(TableColumns columns, @Nullable ClientPartitioner partitioner) {
    return TablePopulation.build(
        SPARK,
        Storage.local(),
        new TableClients(
            columns, Optional.ofNullable(partitioner), RandomKey.of(3), Optional.empty()),
        target(),
        Map.of());
  }

  private interface Work<T> {
    T run();
  }

  /** Runs work while Spark cuts files, of about 4,000 bytes, and shuffles otherwise. */
  private static <T> T withSettings(int partitions, Work<T> work) {
    @Nullable String before = SPARK.conf().get("spark.sql.files.maxPartitionBytes");
    SPARK.conf().set("spark.sql.files.maxPartitionBytes", 4000 / partitions + 300 + "b");
    SPARK.conf().set("spark.sql.shuffle.partitions", partitions);
    try {
      return work.run();
    } finally {
      SPARK.conf().set("spark.sql.files.maxPartitionBytes", before);
      SPARK.conf().unset("spark.sql.shuffle.partitions");
    }
  }

  private String target() {
    return directory.resolve("population-" + built++).toString();
  }

  private Path write(String name, String... lines) throws IOException {
    return Files.write(directory.resolve(name), List.of(lines));
  }

  private Path bigTable() throws IOException {
    StringBuilder csv = new StringBuilder("who,y,x,z\n");
    for (int i = 0; i < 300; i++) {
      csv.append("c").append(i * 7 % 23).append(',').append(i % 4).append(',');
      csv.append(i).append(',').append(i * 0.5).append('\n');
    }
    return Files.writeString(directory.resolve("big.csv"), csv);
  }

  private static Set<String> examples(ClientData client) {
    Set<String> examples = new HashSet<>();
    float[] x = new float[2];
    for (int i = 0; i < client.train().size(); i++) {
      client.train().gather(i, x, 0);
      examples.add(x[0] + " " + x[1] + " -> " + client.train().label(i));
    }
    assertEquals(client.train().size(), examples.size());
    assertEquals(0, client.test().size());
    return examples;
  }
}
