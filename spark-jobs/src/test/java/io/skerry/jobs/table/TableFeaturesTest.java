package io.skerry.jobs.table;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.skerry.core.InvalidInputException;
import io.skerry.core.data.ClientBlock;
import io.skerry.core.data.ClientData;
import io.skerry.core.data.HoldOut;
import io.skerry.core.random.RandomKey;
import io.skerry.jobs.LocalSpark;
import io.skerry.jobs.population.StoredPopulation;
import io.skerry.jobs.storage.Storage;
import io.skerry.jobs.table.Feature.Categories;
import io.skerry.jobs.table.Feature.Numbers;
import io.skerry.jobs.table.Feature.Scale;
import io.skerry.jobs.table.Feature.Words;
import io.skerry.jobs.table.TableInput.Csv;
import io.skerry.jobs.table.TableInput.Join;
import io.skerry.partitioners.skew.Iid;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is computed from the columns of a table, before it is divided and after. */
final class TableFeaturesTest {
  private static final SparkSession SPARK = LocalSpark.session();

  @TempDir private Path directory;
  private int built;

  @Test
  void build_everyFeature_isWhatWasFittedToTheTrainingRows() throws IOException {
    Path csv =
        write(
            "people.csv",
            "a; 1; red ; the cat; yes",
            "a; ?; blue; the dog; no",
            "a; 3; red ; The end; yes",
            "t; 9; grey; a cat; no");
    TableInput input =
        new TableInput(
            "csv",
            csv.toString(),
            new Csv(";", List.of("who", "n", "color", "text", "y"), "?", "", false),
            null,
            Map.of(),
            null);
    StoredPopulation population =
        build(
            new TableColumns(
                input,
                "who",
                null,
                "y",
                List.of("no", "yes"),
                "who = 't'",
                List.of(
                    new Numbers(List.of("n"), "mean", Scale.MIN_MAX),
                    new Categories(List.of("color"), true),
                    new Categories(List.of("color"), false),
                    new Words("text", false, 2))),
            Optional.empty());

    // imputed and scaled n | blue, red | index of the color | cat or the, the most frequent first
    ClientData test = population.centralTest().orElseThrow().open(0, 1).client(0);
    float[] row = new float[6];
    test.train().gather(0, row, 0);
    assertArrayEquals(new float[] {4, 0, 0, 2, 0, 1}, row);
    ClientData client = population.open(0, 1).client(0);
    assertEquals(3, client.train().size());
    for (int i = 0; i < 3; i++) {
      client.train().gather(i, row, 0);
      boolean blue = client.train().label(i) == 0;
      assertEquals(blue ? 0.5f : row[0] == 0 ? 0 : 1, row[0]);
      assertArrayEquals(
          new float[] {blue ? 1 : 0, blue ? 0 : 1, blue ? 0 : 1, 1},
          new float[] {row[1], row[2], row[3], row[4]});
      assertEquals(row[0] == 0 ? 1 : 0, row[5]);
    }
    PipelineModel.load(directory.resolve("population-0/features").toString());
  }

  @Test
  void build_anySettings_fitsTheSameBitsToWhatIsNotHeldOut() throws IOException {
    StringBuilder csv = new StringBuilder("who,y,x,z\n");
    for (int i = 0; i < 300; i++) {
      csv.append("c").append(i % 7).append(',').append(i % 3).append(',');
      csv.append(Math.pow(1.1, i)).append(',').append(1.0 / (i + 1)).append('\n');
    }
    Path file = Files.writeString(directory.resolve("wide.csv"), csv);
    TableColumns columns =
        columns(
            TableInput.of("csv", file.toString()),
            null,
            new Numbers(List.of("x", "z"), null, Scale.STANDARD));
    Optional<HoldOut> holdOut = Optional.of(new HoldOut(0.2, RandomKey.of(5)));
    String expected = build(columns, holdOut).spec().digest();
    for (int partitions : new int[] {1, 3, 17}) {
      @Nullable String before = SPARK.conf().get("spark.sql.files.maxPartitionBytes");
      SPARK.conf().set("spark.sql.files.maxPartitionBytes", csv.length() / partitions + 99 + "b");
      try {
        assertEquals(expected, build(columns, holdOut).spec().digest());
      } finally {
        SPARK.conf().set("spark.sql.files.maxPartitionBytes", before);
      }
    }
    StoredPopulation population = build(columns, holdOut);
    double sum = 0;
    int count = 0;
    float[] row = new float[2];
    ClientBlock block = population.open(0, population.spec().clients());
    for (long ordinal = 0; ordinal < population.spec().clients(); ordinal++) {
      ClientData client = block.client(ordinal);
      for (int i : holdOut.get().split(ordinal, client.train().size()).train()) {
        client.train().gather(i, row, 0);
        sum += row[0];
        count++;
      }
    }
    assertEquals(0, sum / count, 1e-5);
  }

  @Test
  void build_joinedDerivedAndFiltered_readsBothFiles() throws IOException {
    Path left = write("left.csv", "id,x", "1_0,5", "1_1,6", "2_0,7");
    Path right = write("right.csv", "id,heat", "1_0,10", "1_1,90", "2_0,50", "3_0,1");
    TableInput input =
        new TableInput(
            "csv",
            left.toString(),
            Csv.PLAIN,
            new Join(right.toString(), "id"),
            Map.of("who", "regexp_extract(id, '^[^_]+', 0)"),
            "heat < 90");
    StoredPopulation population =
        build(
            new TableColumns(
                input, "who", null, "heat", List.of("10", "50"), null, List.of(Numbers.plain("x"))),
            Optional.empty());
    assertEquals(2, population.spec().clients());
    assertEquals(2, population.spec().samples());
    assertEquals("2", population.open(0, 2).client(1).id());
  }

  @Test
  void build_arff_readsMissingValues() throws IOException {
    Path file = write("a.arff", "@attribute who", "@attribute x numeric", "@attribute y", "@data");
    Files.writeString(file, Files.readString(file) + "a,1,no\na,?,yes\na,3,no\n");
    StoredPopulation population =
        build(
            new TableColumns(
                TableInput.of("arff", file.toString()),
                "who",
                null,
                "y",
                List.of("no", "yes"),
                null,
                List.of(new Numbers(List.of("x"), "mean", Scale.NONE))),
            Optional.empty());
    ClientData client = population.open(0, 1).client(0);
    float[] row = new float[1];
    for (int i = 0; i < 3; i++) {
      client.train().gather(i, row, 0);
      assertEquals(client.train().label(i), row[0] == 2 ? 1 : 0);
    }
  }

  @Test
  void build_unknownClass_isRefused() throws IOException {
    Path csv = write("t.csv", "y,x", "maybe,1");
    TableColumns columns =
        new TableColumns(
            TableInput.of("csv", csv.toString()),
            null,
            null,
            "y",
            List.of("no", "yes"),
            null,
            List.of(Numbers.plain("x")));
    assertEquals(
        csv + ": column y holds maybe, expected one of the classes no, yes", refusal(columns));
  }

  @Test
  void build_sqlThatDiffersEachTime_isRefused() throws IOException {
    Path csv = write("t.csv", "y,x", "1,1");
    TableInput input =
        new TableInput("csv", csv.toString(), Csv.PLAIN, null, Map.of("z", "rand() + x"), null);
    assertEquals(
        "data.derive.z: expected SQL that gives the same each time, not rand() + x",
        refusal(columns(input, null, Numbers.plain("z"))));
  }

  private String refusal(TableColumns columns) {
    return assertThrows(InvalidInputException.class, () -> build(columns, Optional.empty()))
        .getMessage();
  }

  private static TableColumns columns(
      TableInput input, @Nullable String client, Feature... features) {
    return new TableColumns(input, client, null, "y", List.of(), null, List.of(features));
  }

  private StoredPopulation build(TableColumns columns, Optional<HoldOut> holdOut) {
    return TablePopulation.build(
        SPARK,
        Storage.local(),
        new TableClients(
            columns,
            columns.client() == null ? Optional.of(new Iid(4)) : Optional.empty(),
            RandomKey.of(3),
            holdOut),
        directory.resolve("population-" + built++).toString(),
        Map.of());
  }

  private Path write(String name, String... lines) throws IOException {
    return Files.write(directory.resolve(name), List.of(lines));
  }
}
