package io.skerry.benchmarks;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.struct;

import io.skerry.core.random.RandomKey;
import io.skerry.jobs.storage.Storage;
import io.skerry.jobs.table.Feature;
import io.skerry.jobs.table.TableClients;
import io.skerry.jobs.table.TableColumns;
import io.skerry.jobs.table.TableInput;
import io.skerry.jobs.table.TablePopulation;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * What it costs to make a table a population of natural clients, beside Spark's own {@code groupBy}
 * with {@code collect_list} and a write of the same rows to Parquet: what one would do without
 * Skerry, in no order and without a digest.
 */
public final class PopulationBuild {
  private static final int SAMPLES = 20;
  private static final int FEATURES = 10;

  private PopulationBuild() {}

  /**
   * Prints a line for each of the two.
   *
   * @param arguments a folder that does not exist yet, and a number of clients; the folder then has
   *     the {@code table}, what Spark made of it ({@code grouped}) and the {@code population}
   */
  public static void main(String[] arguments) throws IOException {
    String folder = arguments[0];
    long clients = Long.parseLong(arguments[1]);
    try (SparkSession session = SparkSession.builder().appName("population-build").getOrCreate()) {
      int cores = session.sparkContext().defaultParallelism();
      String table = folder + "/table";
      table(session, clients).write().parquet(table);
      double grouped = seconds(() -> group(session.read().parquet(table), folder + "/grouped"));
      print("groupBy and write", grouped, clients, cores);
      double built = seconds(() -> build(session, table, folder + "/population"));
      print("population", built, clients, cores);
      System.out.printf("ratio %.2f%n", built / grouped);
    }
  }

  /** Each client's examples are spread over the whole table. */
  private static Dataset<Row> table(SparkSession session, long clients) {
    Stream<Column> features =
        IntStream.range(0, FEATURES)
            .mapToObj(i -> expr("float(xxhash64(id, %d) %% 1000000 / 1e6) as x%d".formatted(i, i)));
    return session
        .range(0, clients * SAMPLES, 1, 16)
        .select(
            Stream.concat(
                    Stream.of(
                        expr("pmod(id * 7919, %d) as client".formatted(clients)),
                        expr("int(pmod(xxhash64(id), 10)) as label")),
                    features)
                .toArray(Column[]::new));
  }

  private static void group(Dataset<Row> table, String folder) {
    Column[] example = Stream.of(table.columns()).skip(1).map(name -> col(name)).toArray(Column[]::new);
    table
        .groupBy("client")
        .agg(collect_list(struct(example)).as("examples"))
        .write()
        .parquet(folder);
  }

  private static void build(SparkSession session, String table, String folder) {
    List<Feature> features =
        IntStream.range(0, FEATURES).<Feature>mapToObj(i -> Feature.Numbers.plain("x" + i)).toList();
    TableColumns columns =
        new TableColumns(
            TableInput.of("parquet", table), "client", null, "label", List.of(), null, features);
    TablePopulation.build(
        session,
        Storage.local(),
        new TableClients(columns, Optional.empty(), RandomKey.of(1), Optional.empty()),
        folder,
        Map.of());
  }

  private static double seconds(Runnable work) {
    long start = System.nanoTime();
    work.run();
    return (System.nanoTime() - start) * 1e-9;
  }

  private static void print(String name, double seconds, long clients, int cores) {
    System.out.printf(
        "%s: %.1f s, %.0f samples per second and core%n",
        name, seconds, clients * SAMPLES / seconds / cores);
  }
}
