package io.skerry.jobs.table;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;

import io.skerry.core.InvalidInputException;
import io.skerry.core.data.DataSpec;
import io.skerry.core.data.FloatFeatures;
import io.skerry.core.random.RandomKey;
import io.skerry.jobs.population.PartSummary;
import io.skerry.jobs.population.PartWriter;
import io.skerry.jobs.population.PopulationWriter;
import io.skerry.jobs.population.StoredPopulation;
import io.skerry.jobs.storage.Storage;
import io.skerry.partitioners.ClientExamples;
import io.skerry.partitioners.skew.ClientPartitioner;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import scala.Tuple2;

/** Makes a table a stored population: rows meet by client, clients are written in order. */
public final class TablePopulation {
  private TablePopulation() {}

  /**
   * One client per value of the table's client column, ordered by that value.
   *
   * @param directory of the new population
   * @param source what is kept in it about its origin
   */
  public static StoredPopulation natural(
      SparkSession session,
      TableColumns columns,
      Storage storage,
      String directory,
      Map<String, @Nullable Object> source) {
    Dataset<Row> table = columns.read(session);
    DataSpec data = check(table, columns);
    checkClusters(table);
    JavaRDD<TableRow> rows = rows(table, columns);
    JavaPairRDD<ClientName, Iterable<TableRow>> clients =
        rows.keyBy(row -> ClientName.of(row.client())).groupByKey().sortByKey();
    return write(
        clients.map(client -> assemble(client._1().text(), client._2())),
        PopulationWriter.create(storage, directory, data, columns.cluster()),
        source);
  }

  /**
   * Clients that a partitioner makes from the rows, in the order of their contents; a partitioner
   * by a column reads the client column.
   *
   * @param key from which the plan's draws derive
   */
  public static StoredPopulation planned(
      SparkSession session,
      TableColumns columns,
      ClientPartitioner partitioner,
      RandomKey key,
      Storage storage,
      String directory,
      Map<String, @Nullable Object> source) {
    if (columns.cluster() != null) {
      throw new InvalidInputException(
          "evaluate.clusters.column: clients that a partitioner makes mix the values of "
              + columns.cluster()
              + ", expected natural clients");
    }
    Dataset<Row> table = columns.read(session);
    DataSpec data = check(table, columns);
    JavaPairRDD<Integer, Iterable<TableRow>> clients =
        AssignedRows.of(rows(table, columns), data.classes(), partitioner, key)
            .groupByKey()
            .sortByKey();
    return write(
        clients.map(client -> assemble(String.valueOf(client._1()), client._2())),
        PopulationWriter.create(storage, directory, data, columns.cluster()),
        source);
  }

  /** The rows of a table that was checked. */
  private static JavaRDD<TableRow> rows(Dataset<Row> table, TableColumns columns) {
    return table.toJavaRDD().map(row -> TableRow.of(columns, row));
  }

  /**
   * Checks all rows in passes of their own: a task that fails would be tried again, and Spark would
   * print its trace before our sentence.
   */
  private static DataSpec check(Dataset<Row> table, TableColumns columns) {
    TableFacts facts =
        table
            .toJavaRDD()
            .map(row -> TableFacts.of(columns, row))
            .fold(TableFacts.NONE, TableFacts::merge);
    if (facts.problem() != null) {
      throw new InvalidInputException(facts.problem());
    }
    if (facts.largestLabel() < 0) {
      throw new InvalidInputException(columns.path() + ": the table is empty, expected rows");
    }
    return new DataSpec(List.of(columns.features().size()), Math.max(2, facts.largestLabel() + 1));
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

  private static ClientExamples assemble(String id, Iterable<TableRow> unordered) {
    List<TableRow> rows = new ArrayList<>();
    unordered.forEach(rows::add);
    rows.sort(Comparator.comparing(TableRow::order));
    String cluster = rows.get(0).cluster();
    int width = rows.get(0).features().length;
    float[] features = new float[Math.multiplyExact(rows.size(), width)];
    float[] labels = new float[rows.size()];
    for (int i = 0; i < labels.length; i++) {
      TableRow row = rows.get(i);
      System.arraycopy(row.features(), 0, features, i * width, width);
      labels[i] = row.label();
    }
    return new ClientExamples(
        id, cluster, new FloatFeatures(features, width), labels, labels.length);
  }

  /** Writes one part per Spark partition; where a task ran twice the driver commits one of them. */
  private static StoredPopulation write(
      JavaRDD<ClientExamples> clients,
      PopulationWriter writer,
      Map<String, @Nullable Object> source) {
    long[] starts = starts(clients);
    List<PartSummary> parts =
        clients
            .mapPartitionsWithIndex((index, part) -> writePart(writer, starts[index], part), false)
            .collect();
    return writer.commit(parts, List.of(), source);
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
