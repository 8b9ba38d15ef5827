package io.skerry.jobs.table;

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
import io.skerry.partitioners.skew.ClientAssignment;
import io.skerry.partitioners.skew.LabelPartitioner;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
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
    JavaRDD<TableRow> rows = rows(session, columns);
    DataSpec data = spec(rows, columns);
    JavaPairRDD<ClientName, Iterable<TableRow>> clients =
        rows.keyBy(row -> ClientName.of(row.client())).groupByKey().sortByKey();
    return write(
        clients.map(client -> assemble(client._1().text(), client._2())),
        PopulationWriter.create(storage, directory, data, columns.cluster()),
        source);
  }

  /**
   * Clients that a partitioner makes from the rows, in the order of their contents.
   *
   * @param key from which the plan's draws derive
   */
  public static StoredPopulation planned(
      SparkSession session,
      TableColumns columns,
      LabelPartitioner partitioner,
      RandomKey key,
      Storage storage,
      String directory,
      Map<String, @Nullable Object> source) {
    JavaRDD<TableRow> rows = rows(session, columns);
    DataSpec data = spec(rows, columns);
    JavaRDD<TableRow> ordered = rows.keyBy(TableRow::order).sortByKey().values();
    long[][] counts = labelCounts(ordered, data.classes());
    ClientAssignment plan = partitioner.plan(sum(counts, counts.length), key);
    JavaPairRDD<Integer, Iterable<TableRow>> clients =
        ordered
            .mapPartitionsWithIndex((index, part) -> assign(part, plan, sum(counts, index)), false)
            .mapToPair(assigned -> assigned)
            .groupByKey()
            .sortByKey();
    return write(
        clients.map(client -> assemble(String.valueOf(client._1()), client._2())),
        PopulationWriter.create(storage, directory, data, columns.cluster()),
        source);
  }

  /** Examples of each label in each partition. */
  private static long[][] labelCounts(JavaRDD<TableRow> rows, int classes) {
    List<long[]> counts =
        rows.mapPartitions(
                part -> {
                  long[] own = new long[classes];
                  part.forEachRemaining(row -> own[row.label()]++);
                  return List.of(own).iterator();
                })
            .collect();
    return counts.toArray(long[][]::new);
  }

  /** The label counts of the first {@code partitions} partitions together. */
  private static long[] sum(long[][] counts, int partitions) {
    long[] sum = new long[counts[0].length];
    for (int i = 0; i < partitions; i++) {
      for (int label = 0; label < sum.length; label++) {
        sum[label] += counts[i][label];
      }
    }
    return sum;
  }

  /** The rows of one partition with their clients; {@code ranks} are those of its first rows. */
  private static Iterator<Tuple2<Integer, TableRow>> assign(
      Iterator<TableRow> part, ClientAssignment plan, long[] ranks) {
    List<Tuple2<Integer, TableRow>> assigned = new ArrayList<>();
    long ordinal = Arrays.stream(ranks).sum();
    while (part.hasNext()) {
      TableRow row = part.next();
      int client = plan.client(ordinal++, row.label(), ranks[row.label()]++);
      assigned.add(new Tuple2<>(client, row));
    }
    return assigned.iterator();
  }

  private static JavaRDD<TableRow> rows(SparkSession session, TableColumns columns) {
    return columns.read(session).toJavaRDD().map(row -> TableRow.of(columns, row));
  }

  /** One pass over all rows, which also refuses those that cannot be used. */
  private static DataSpec spec(JavaRDD<TableRow> rows, TableColumns columns) {
    int most = rows.map(TableRow::label).fold(-1, Math::max);
    if (most < 0) {
      throw new InvalidInputException(columns.path() + ": the table is empty, expected rows");
    }
    return new DataSpec(List.of(columns.features().size()), Math.max(2, most + 1));
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
      if (!Objects.equals(cluster, row.cluster())) {
        throw new InvalidInputException(
            "evaluate.clusters.column: client "
                + id
                + " is in the clusters "
                + cluster
                + " and "
                + row.cluster()
                + ", expected one cluster a client");
      }
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
