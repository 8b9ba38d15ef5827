package io.skerry.jobs.table;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;

import io.skerry.core.InvalidInputException;
import io.skerry.core.data.DataSpec;
import io.skerry.core.data.FloatFeatures;
import io.skerry.core.data.HoldOut;
import io.skerry.jobs.population.PartSummary;
import io.skerry.jobs.population.PartWriter;
import io.skerry.jobs.population.PopulationWriter;
import io.skerry.jobs.population.StoredPopulation;
import io.skerry.jobs.storage.Storage;
import io.skerry.partitioners.ClientExamples;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import scala.Tuple2;

/** Makes a table a stored population: rows meet by client, clients are written in order. */
public final class TablePopulation {
  /** Test examples without clients that are evaluated together, as a client's are. */
  private static final int TEST_CHUNK = 100;

  private final SparkSession session;
  private final TableClients how;
  private final TableColumns columns;

  private TablePopulation(SparkSession session, TableClients how) {
    this.session = session;
    this.how = how;
    this.columns = how.columns();
  }

  /**
   * Builds a population. Natural clients are ordered by the value that names them, clients that a
   * partitioner makes by their number. The fitted pipeline of features is kept in its folder {@code
   * features}.
   *
   * @param directory of the new population
   * @param source what is kept in it about its origin
   */
  public static StoredPopulation build(
      SparkSession session,
      Storage storage,
      TableClients how,
      String directory,
      Map<String, @Nullable Object> source) {
    return new TablePopulation(session, how).build(storage, directory, source);
  }

  private StoredPopulation build(
      Storage storage, String directory, Map<String, @Nullable Object> source) {
    if (columns.cluster() != null && how.partitioner().isPresent()) {
      throw new InvalidInputException(
          "evaluate.clusters.column: clients that a partitioner makes mix the values of "
              + columns.cluster()
              + ", expected natural clients");
    }
    Dataset<Row> table = columns.read(session, storage);
    TableFacts facts = check(table);
    Dataset<Row> training = table.where("not test");
    if (how.partitioner().isEmpty()) {
      checkClusters(training);
    }
    int classes = columns.classes().isEmpty() ? facts.largestLabel() + 1 : columns.classes().size();
    PipelineModel pipeline = pipeline(training, classes);
    Dataset<Row> featured = pipeline.transform(table);
    Vector first = featured.select(FeaturePipeline.OUTPUT).first().getAs(0);
    DataSpec data = new DataSpec(List.of(first.size()), Math.max(2, classes));
    PopulationWriter writer = PopulationWriter.create(storage, directory, data, columns.cluster());
    List<PartSummary> clients =
        write(
            clients(features(featured.where("not test")), classes)
                .map(client -> assemble(client._1(), client._2())),
            writer);
    List<PartSummary> test =
        columns.test() == null
            ? List.of()
            : write(
                chunks(features(featured.where("test")))
                    .map(chunk -> assemble(chunk._1(), chunk._2())),
                writer);
    save(pipeline, storage.qualified(directory) + "/" + PopulationWriter.FEATURES);
    Map<String, @Nullable Object> origin = new LinkedHashMap<>(source);
    if (!columns.classes().isEmpty()) {
      origin.put("classes", columns.classes());
    }
    return writer.commit(clients, test, origin);
  }

  /** The stages of the features, fitted to the training rows that are not held out. */
  private PipelineModel pipeline(Dataset<Row> table, int classes) {
    if (!columns.learns()) {
      return FeaturePipeline.fit(columns.features(), table);
    }
    HoldOut holdOut = how.holdOut().orElse(null);
    JavaRDD<Row> training =
        clients(table.toJavaRDD().map(this.raw()), classes)
            .zipWithIndex()
            .flatMap(client -> kept(holdOut, client._2(), client._1()._2()))
            .keyBy(TableRow::order)
            .sortByKey(true, 1)
            .values()
            .map(TableRow::values);
    return FeaturePipeline.fit(
        columns.features(), session.createDataFrame(training, table.schema()));
  }

  private Function<Row, TableRow<Row>> raw() {
    TableColumns read = columns;
    return row -> TableRow.of(read, row, row);
  }

  private static Iterator<TableRow<Row>> kept(
      @Nullable HoldOut holdOut, long ordinal, List<TableRow<Row>> client) {
    if (holdOut == null) {
      return client.iterator();
    }
    int[] train = holdOut.split(ordinal, client.size()).train();
    return Arrays.stream(train).mapToObj(client::get).iterator();
  }

  private static void save(PipelineModel pipeline, String folder) {
    try {
      pipeline.write().overwrite().save(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private JavaRDD<TableRow<float[]>> features(Dataset<Row> featured) {
    TableColumns read = columns;
    return featured
        .toJavaRDD()
        .map(row -> TableRow.of(read, row, floats(row.getAs(FeaturePipeline.OUTPUT))));
  }

  private static float[] floats(Vector vector) {
    double[] doubles = vector.toArray();
    float[] floats = new float[doubles.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) doubles[i];
    }
    return floats;
  }

  /** The clients in the order of their ordinals, with their rows in the order of the contents. */
  private <V> JavaRDD<Tuple2<String, List<TableRow<V>>>> clients(
      JavaRDD<TableRow<V>> rows, int classes) {
    if (how.partitioner().isEmpty()) {
      return rows.keyBy(row -> ClientName.of(row.client()))
          .groupByKey()
          .sortByKey()
          .map(client -> new Tuple2<>(client._1().text(), inOrder(client._2())));
    }
    return AssignedRows.of(rows, classes, how.partitioner().get(), how.key())
        .groupByKey()
        .sortByKey()
        .map(client -> new Tuple2<>(String.valueOf(client._1()), inOrder(client._2())));
  }

  private static <V> JavaRDD<Tuple2<String, List<TableRow<V>>>> chunks(JavaRDD<TableRow<V>> rows) {
    return rows.keyBy(TableRow::order)
        .sortByKey()
        .values()
        .zipWithIndex()
        .mapToPair(row -> new Tuple2<>(row._2() / TEST_CHUNK, row._1()))
        .groupByKey()
        .sortByKey()
        .map(chunk -> new Tuple2<>(String.valueOf(chunk._1()), inOrder(chunk._2())));
  }

  private static <V> List<TableRow<V>> inOrder(Iterable<TableRow<V>> unordered) {
    List<TableRow<V>> rows = new ArrayList<>();
    unordered.forEach(rows::add);
    rows.sort(Comparator.comparing(TableRow::order));
    return rows;
  }

  /**
   * Checks all rows in passes of their own: a task that fails would be tried again, and Spark would
   * print its trace before our sentence.
   */
  private TableFacts check(Dataset<Row> table) {
    TableColumns read = columns;
    TableFacts facts =
        table
            .toJavaRDD()
            .map(row -> TableFacts.of(read, row))
            .fold(TableFacts.NONE, TableFacts::merge);
    if (facts.problem() != null) {
      throw new InvalidInputException(facts.problem());
    }
    if (facts.trainingRows() == 0) {
      throw new InvalidInputException(
          columns.input().path()
              + (columns.test() == null
                  ? ": the table is empty, expected rows"
                  : ": expected rows to train on, but data.test holds for all"));
    }
    return facts;
  }

  private static void checkClusters(Dataset<Row> table) {
    List<Row> torn =
        table
            .groupBy("client")
            .agg(
                min("cluster").as("one"),
                max("cluster").as("other"),
                count_if(col("cluster").isNull()).as("none"),
                count("*").as("all"))
            .where("one != other or (none > 0 and none < all)")
            .orderBy("client")
            .takeAsList(1);
    if (!torn.isEmpty()) {
      Row client = torn.get(0);
      throw new InvalidInputException(
          "evaluate.clusters.column: client "
              + client.getString(0)
              + " is in the clusters "
              + client.get(1)
              + " and "
              + (client.getLong(3) > 0 ? null : client.get(2))
              + ", expected one cluster a client");
    }
  }

  private static ClientExamples assemble(String id, List<TableRow<float[]>> rows) {
    int width = rows.get(0).values().length;
    float[] features = new float[Math.multiplyExact(rows.size(), width)];
    float[] labels = new float[rows.size()];
    for (int i = 0; i < labels.length; i++) {
      TableRow<float[]> row = rows.get(i);
      System.arraycopy(row.values(), 0, features, i * width, width);
      labels[i] = row.label();
    }
    return new ClientExamples(
        id, rows.get(0).cluster(), new FloatFeatures(features, width), labels, labels.length);
  }

  /** Writes one part per Spark partition; where a task ran twice the driver commits one of them. */
  private static List<PartSummary> write(JavaRDD<ClientExamples> clients, PopulationWriter writer) {
    long[] starts = starts(clients);
    return clients
        .mapPartitionsWithIndex((index, part) -> writePart(writer, starts[index], part), false)
        .collect();
  }

  private static Iterator<PartSummary> writePart(
      PopulationWriter writer, long from, Iterator<ClientExamples> clients) {
    if (!clients.hasNext()) {
      return Collections.emptyIterator();
    }
    try (PartWriter part = writer.part(from)) {
      clients.forEachRemaining(part::add);
      return List.of(part.finish()).iterator();
    }
  }

  /** The first ordinal of each partition. */
  private static long[] starts(JavaRDD<ClientExamples> clients) {
    List<Tuple2<Integer, Long>> sizes =
        clients
            .mapPartitionsWithIndex(
                (index, part) -> {
                  long size = 0;
                  for (; part.hasNext(); part.next()) {
                    size++;
                  }
                  return List.of(new Tuple2<>(index, size)).iterator();
                },
                false)
            .collect();
    long[] starts = new long[sizes.size()];
    for (Tuple2<Integer, Long> size : sizes) {
      for (int i = size._1() + 1; i < starts.length; i++) {
        starts[i] += size._2();
      }
    }
    return starts;
  }
}
