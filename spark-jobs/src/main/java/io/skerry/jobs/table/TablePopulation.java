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
import io.skerry.jobs.table.RowsByClient.Client;
import io.skerry.partitioners.ClientExamples;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
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
    if (columns.cluster() != null) {
      checkClusters(training);
    }
    int classes = classes(facts);
    PipelineModel pipeline = pipeline(training, classes);
    Dataset<Row> featured = pipeline.transform(table);
    Vector first = featured.select(FeaturePipeline.OUTPUT).first().getAs(0);
    DataSpec data = new DataSpec(List.of(first.size()), classes);
    PopulationWriter writer = PopulationWriter.create(storage, directory, data, columns.cluster());
    List<PartSummary> clients =
        write(
            clients(training, features(featured.where("not test")), DataTypes.BinaryType, classes),
            writer,
            first.size());
    List<PartSummary> test =
        facts.testRows() == 0
            ? List.of()
            : write(
                chunks(features(featured.where("test")), facts.testRows()), writer, first.size());
    save(pipeline, storage.qualified(directory) + "/" + PopulationWriter.FEATURES);
    Map<String, @Nullable Object> origin = new LinkedHashMap<>(source);
    if (!columns.label().classes().isEmpty()) {
      origin.put("classes", columns.label().classes());
    }
    return writer.commit(clients, test, origin);
  }

  /** How many classes there are, at least 2; 0 where the label is a number. */
  private int classes(TableFacts facts) {
    if (columns.label().number()) {
      return 0;
    }
    int listed = columns.label().classes().size();
    return Math.max(2, listed == 0 ? (int) facts.largestLabel() + 1 : listed);
  }

  /** The stages of the features, fitted to the training rows that are not held out. */
  private PipelineModel pipeline(Dataset<Row> table, int classes) {
    if (!columns.learns()) {
      return FeaturePipeline.fit(columns.features(), table);
    }
    HoldOut holdOut = how.holdOut().orElse(null);
    TableColumns read = columns;
    JavaRDD<TableRow<Row>> rows =
        table.toJavaRDD().mapPartitions(part -> read(read, part, row -> row));
    JavaRDD<Row> training =
        clients(table, rows, table.schema(), classes)
            .flatMap((from, clients) -> kept(holdOut, from, clients))
            .keyBy(TableRow::order)
            .sortByKey(true, 1)
            .values()
            .map(TableRow::values);
    return FeaturePipeline.fit(
        columns.features(), session.createDataFrame(training, table.schema()));
  }

  /** The rows that consecutive clients train on. */
  private static Iterator<TableRow<Row>> kept(
      @Nullable HoldOut holdOut, long from, Iterator<Client<Row>> clients) {
    long[] ordinal = {from};
    Iterable<Client<Row>> each = () -> clients;
    return StreamSupport.stream(each.spliterator(), false)
        .flatMap(client -> kept(holdOut, ordinal[0]++, client.rows()))
        .iterator();
  }

  private static Stream<TableRow<Row>> kept(
      @Nullable HoldOut holdOut, long ordinal, List<TableRow<Row>> client) {
    return holdOut == null
        ? client.stream()
        : Arrays.stream(holdOut.split(ordinal, client.size()).train()).mapToObj(client::get);
  }

  private static void save(PipelineModel pipeline, String folder) {
    try {
      pipeline.write().overwrite().save(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The rows with their features as bytes. */
  private JavaRDD<TableRow<byte[]>> features(Dataset<Row> featured) {
    TableColumns read = columns;
    return featured
        .toJavaRDD()
        .mapPartitions(part -> read(read, part, row -> bytes(row.getAs(FeaturePipeline.OUTPUT))));
  }

  private static <V> Iterator<TableRow<V>> read(
      TableColumns columns, Iterator<Row> rows, Function<Row, V> values) {
    RowReader reader = new RowReader(columns);
    Iterable<Row> each = () -> rows;
    return StreamSupport.stream(each.spliterator(), false)
        .map(row -> reader.read(row, values.apply(row)))
        .iterator();
  }

  private static byte[] bytes(Vector vector) {
    ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(vector.size(), Float.BYTES));
    for (double value : vector.toArray()) {
      bytes.putFloat((float) value);
    }
    return bytes.array();
  }

  private <V> RowsByClient<V> clients(
      Dataset<Row> training, JavaRDD<TableRow<V>> rows, DataType values, int classes) {
    if (how.partitioner().isEmpty()) {
      return RowsByClient.natural(session, training.select("client"), rows, values);
    }
    AssignedRows<V> assigned = AssignedRows.of(rows, classes, how.partitioner().get(), how.key());
    return RowsByClient.numbered(session, assigned.rows(), assigned.clients(), values);
  }

  private RowsByClient<byte[]> chunks(JavaRDD<TableRow<byte[]>> rows, long count) {
    return RowsByClient.numbered(
        session,
        rows.keyBy(TableRow::order)
            .sortByKey()
            .values()
            .zipWithIndex()
            .mapToPair(row -> new Tuple2<>((int) (row._2() / TEST_CHUNK), row._1())),
        Math.toIntExact((count + TEST_CHUNK - 1) / TEST_CHUNK),
        DataTypes.BinaryType);
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
            .mapPartitions(rows -> List.of(TableFacts.of(read, rows)).iterator())
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

  /** Writes one part per Spark partition; where a task ran twice the driver commits one of them. */
  private static List<PartSummary> write(
      RowsByClient<byte[]> clients, PopulationWriter writer, int width) {
    return clients.flatMap((from, part) -> writePart(writer, from, part, width)).collect();
  }

  private static Iterator<PartSummary> writePart(
      PopulationWriter writer, long from, Iterator<Client<byte[]>> clients, int width) {
    if (!clients.hasNext()) {
      return Collections.emptyIterator();
    }
    try (PartWriter part = writer.part(from)) {
      clients.forEachRemaining(client -> part.add(assemble(client, width)));
      return List.of(part.finish()).iterator();
    }
  }

  private static ClientExamples assemble(Client<byte[]> client, int width) {
    List<TableRow<byte[]>> rows = client.rows();
    float[] features = new float[Math.multiplyExact(rows.size(), width)];
    float[] labels = new float[rows.size()];
    for (int i = 0; i < labels.length; i++) {
      TableRow<byte[]> row = rows.get(i);
      ByteBuffer.wrap(row.values()).asFloatBuffer().get(features, i * width, width);
      labels[i] = row.label();
    }
    return new ClientExamples(
        client.name(),
        rows.get(0).cluster(),
        new FloatFeatures(features, width),
        labels,
        labels.length);
  }
}
