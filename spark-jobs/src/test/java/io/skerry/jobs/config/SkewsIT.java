package io.skerry.jobs.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.skerry.core.data.ClientBlock;
import io.skerry.core.random.RandomKey;
import io.skerry.jobs.LocalSpark;
import io.skerry.jobs.population.StoredPopulation;
import io.skerry.jobs.storage.Storage;
import io.skerry.jobs.table.Feature;
import io.skerry.jobs.table.TableClients;
import io.skerry.jobs.table.TableColumns;
import io.skerry.jobs.table.TableInput;
import io.skerry.jobs.table.TablePopulation;
import io.skerry.partitioners.skew.ClientPartitioner;
import io.skerry.partitioners.skew.ColumnPartitioner;
import io.skerry.partitioners.skew.NaturalIds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every partitioner that there is, on Spark: each example goes where it belongs, once, and the
 * population is the same on 1 and on 3 or 17 of Spark's partitions, with other settings of Spark
 * SQL.
 */
final class SkewsIT {
  private static final int ROWS = 120;

  /**
   * A partitioner of the examples and what becomes of them.
   *
   * @param copies how many clients have each example
   * @param leftOut how many examples nobody has
   */
  private record Case(String yaml, int copies, int leftOut) {
    Case(String yaml) {
      this(yaml, 1, 0);
    }
  }

  /** One of each type, so that a type without one fails the test. */
  private static final List<Case> CASES =
      List.of(
          new Case("{type: broadcast, clients: 3}", 3, 0),
          new Case("{type: continuous, column: x, clients: 5, strictness: 0.5}"),
          new Case("{type: dirichlet, clients: 5, alpha: 0.3}"),
          new Case(
              "{type: distribution, clients: 8, labels-per-client: 2, distribution: {sigma: 1}}"),
          new Case("{type: exponential, clients: 4}"),
          new Case(
              "{type: grouped-natural, column: who, group-size: 4, mode: drop-remainder}", 1, 40),
          new Case("{type: id-to-size, clients: 5, power: 0.5}"),
          new Case("{type: iid, clients: 7, sizes: {type: lognormal, sigma: 1}}"),
          new Case("{type: inner-dirichlet, clients: 5, alpha: 0.5}"),
          new Case("{type: label-prevalence, clients: 4, prevalence: [[0.7, 0.1, 0.1, 0.1]]}"),
          new Case("{type: linear, clients: 5}"),
          new Case("{type: natural, column: who}"),
          new Case("{type: pachinko, clients: 5, alpha: 0.1, beta: 10, coarse: [[0, 1], [2, 3]]}"),
          new Case("{type: pathological, clients: 5, classes-per-client: 2}", 1, -1),
          new Case("{type: shard, clients: 5, shard-size: 7}", 1, 1),
          new Case("{type: size, sizes: [10, 20, 30]}", 1, 60),
          new Case("{type: square, clients: 5}"),
          new Case("{type: vertical-even, clients: 2}", 2, 0),
          new Case("{type: vertical-size, sizes: [0.5, 0.5]}", 2, 0));

  @TempDir private Path directory;
  private final AtomicInteger built = new AtomicInteger();

  @Test
  void build_everyPartitionerUnderAnySettings_isTheSameDivision() throws IOException {
    String csv = table();
    SparkSession one = session("1", "true", "128m", "1");
    List<SparkSession> others =
        List.of(session("3", "false", "300b", "3"), session("17", "true", "90b", "17"));
    for (int i = 0; i < CASES.size(); i++) {
      Case each = CASES.get(i);
      List<StoredPopulation> populations =
          Stream.of(one, others.get(i % 2))
              .parallel()
              .map(session -> build(session, csv, each))
              .toList();
      checkExamples(each, populations.get(0));
      assertEquals(
          1, populations.stream().map(p -> p.spec().digest()).distinct().count(), each.yaml());
    }
    assertEquals(
        Partitioners.types(),
        CASES.stream()
            .map(each -> each.yaml().replaceAll("\\{type: ([a-z-]+),.*", "$1"))
            .collect(Collectors.toCollection(TreeSet::new)));
  }

  /** A session with settings of its own on the one context. */
  private static SparkSession session(
      String shufflePartitions, String adaptive, String splitBytes, String splits) {
    SparkSession session = LocalSpark.session().newSession();
    session.conf().set("spark.sql.shuffle.partitions", shufflePartitions);
    session.conf().set("spark.sql.adaptive.enabled", adaptive);
    session.conf().set("spark.sql.files.maxPartitionBytes", splitBytes);
    session.conf().set("spark.sql.files.minPartitionNum", splits);
    return session;
  }

  private static void checkExamples(Case each, StoredPopulation population) {
    int[] clients = new int[ROWS];
    ClientBlock block = population.open(0, population.spec().clients());
    float[] example = new float[1];
    for (long ordinal = 0; ordinal < block.until(); ordinal++) {
      var own = block.client(ordinal).train();
      for (int i = 0; i < own.size(); i++) {
        own.gather(i, example, 0);
        clients[(int) example[0]]++;
        assertEquals((int) example[0] % 4, own.label(i), each.yaml());
      }
    }
    long nobodys = IntStream.of(clients).filter(count -> count == 0).count();
    if (each.leftOut() >= 0) {
      assertEquals(each.leftOut(), nobodys, each.yaml());
    }
    assertEquals(
        ROWS - nobodys,
        IntStream.of(clients).filter(count -> count == each.copies()).count(),
        each.yaml());
  }

  private StoredPopulation build(SparkSession spark, String csv, Case each) {
    ConfigSection root =
        ConfigSection.root(
            ConfigFile.parse("test.yaml", "partitioner: " + each.yaml()), name -> Optional.empty());
    ClientPartitioner partitioner = Partitioners.read(root.section("partitioner"));
    String column = partitioner instanceof ColumnPartitioner by ? by.column() : null;
    return TablePopulation.build(
        spark,
        Storage.local(),
        new TableClients(
            new TableColumns(
                TableInput.of("csv", csv),
                column,
                null,
                "y",
                List.of(),
                null,
                List.of(Feature.Numbers.plain("x"))),
            Optional.of(partitioner).filter(p -> !(p instanceof NaturalIds)),
            RandomKey.of(3),
            Optional.empty()),
        directory.resolve("population-" + built.getAndIncrement()).toString(),
        Map.of());
  }

  /** Examples whose feature is their number; six ids have twenty each. */
  private String table() throws IOException {
    List<String> lines = new ArrayList<>(List.of("who,y,x"));
    for (int i = 0; i < ROWS; i++) {
      lines.add(i / 4 % 6 + "," + i % 4 + "," + i);
    }
    return Files.write(directory.resolve("table.csv"), lines).toString();
  }
}
