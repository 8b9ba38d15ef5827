package io.skerry.jobs.table;

import static org.apache.spark.sql.functions.col;

import java.io.Serializable;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import scala.Tuple2;

/**
 * The rows of a table, brought together by client: the clients in the order of their ordinals over
 * the partitions, the rows of each in the order of their contents. Rows move once, in Spark SQL's
 * binary form, to partitions whose first clients are known before.
 *
 * @param clients of each partition
 * @param starts ordinal of the first client of each partition
 */
record RowsByClient<V>(JavaRDD<Client<V>> clients, long[] starts) {
  /** Names of each partition that decide where to cut. */
  private static final int SAMPLE = 1000;

  private static final int KEY = 1;
  private static final int NAME = 2;

  /** A client and its rows. */
  record Client<V>(String name, List<TableRow<V>> rows) implements Serializable {}

  /**
   * Natural clients, in the order of their names.
   *
   * @param names the client of each row, as often as it has rows
   * @param values type of the rows' values in Spark SQL
   */
  static <V> RowsByClient<V> natural(
      SparkSession session, Dataset<Row> names, JavaRDD<TableRow<V>> rows, DataType values) {
    // Two jobs read the names, but they are brought together once.
    JavaRDD<byte[]> keys =
        names.distinct().toJavaRDD().map(name -> ClientName.sortKey(name.getString(0)));
    byte[][] cuts = cuts(keys, rows.getNumPartitions());
    List<Range> ranges =
        keys
            .mapPartitions(part -> ranges(part, cuts))
            .mapToPair(range -> new Tuple2<>(range.cut(), range))
            .reduceByKey(Range::plus)
            .values()
            .collect()
            .stream()
            .sorted(Comparator.comparing(Range::first, Arrays::compareUnsigned))
            .toList();
    long[] starts = new long[ranges.size()];
    for (int i = 1; i < starts.length; i++) {
      starts[i] = starts[i - 1] + ranges.get(i - 1).clients();
    }
    byte[][] firsts = ranges.stream().map(Range::first).toArray(byte[][]::new);
    return of(
        session,
        rows.map(row -> row(ClientName.sortKey(row.client()), row.client(), row, firsts)),
        values,
        starts);
  }

  /** Clients that are numbers from 0, of which each has rows. */
  static <V> RowsByClient<V> numbered(
      SparkSession session, JavaPairRDD<Integer, TableRow<V>> rows, int clients, DataType values) {
    int partitions = Math.min(rows.getNumPartitions(), clients);
    long[] starts = new long[partitions];
    Arrays.setAll(starts, i -> (long) clients * i / partitions);
    byte[][] firsts = new byte[partitions][];
    Arrays.setAll(firsts, i -> sortKey((int) starts[i]));
    return of(
        session,
        rows.map(row -> row(sortKey(row._1()), String.valueOf(row._1()), row._2(), firsts)),
        values,
        starts);
  }

  private static byte[] sortKey(int number) {
    return ByteBuffer.allocate(Integer.BYTES).putInt(number).array();
  }

  /**
   * Where to cut the names into runs of about equal length, by some of them. Names meet by their
   * hash, so that the first ones of every partition are as good as a random sample.
   */
  private static byte[][] cuts(JavaRDD<byte[]> keys, int runs) {
    List<byte[]> sample =
        keys.mapPartitions(part -> some(part)).collect().stream()
            .sorted(Arrays::compareUnsigned)
            .toList();
    int cuts = Math.min(runs, sample.size());
    return IntStream.range(1, cuts)
        .mapToObj(i -> sample.get((int) ((long) sample.size() * i / cuts)))
        .toArray(byte[][]::new);
  }

  private static Iterator<byte[]> some(Iterator<byte[]> keys) {
    List<byte[]> some = new ArrayList<>();
    while (keys.hasNext() && some.size() < SAMPLE) {
      some.add(keys.next());
    }
    return some.iterator();
  }

  /**
   * Clients between two cuts.
   *
   * @param cut the number of the first cut, from 0 for what lies before all
   * @param first the first client's key
   */
  private record Range(int cut, byte[] first, long clients) implements Serializable {
    Range plus(Range other) {
      byte[] least = Arrays.compareUnsigned(first, other.first) <= 0 ? first : other.first;
      return new Range(cut, least, clients + other.clients);
    }
  }

  private static Iterator<Range> ranges(Iterator<byte[]> keys, byte[][] cuts) {
    @Nullable Range[] ranges = new @Nullable Range[cuts.length + 1];
    while (keys.hasNext()) {
      byte[] key = keys.next();
      int at = Arrays.binarySearch(cuts, key, Arrays::compareUnsigned);
      int cut = at >= 0 ? at + 1 : -at - 1;
      Range one = new Range(cut, key, 1);
      Range known = ranges[cut];
      ranges[cut] = known == null ? one : known.plus(one);
    }
    return Arrays.stream(ranges).filter(Objects::nonNull).iterator();
  }

  private static Row row(byte[] key, String name, TableRow<?> row, byte[][] firsts) {
    int at = Arrays.binarySearch(firsts, key, Arrays::compareUnsigned);
    return RowFactory.create(
        at >= 0 ? at : -at - 2,
        key,
        name,
        row.cluster(),
        row.label(),
        row.order().bytes(),
        row.values());
  }

  private static <V> RowsByClient<V> of(
      SparkSession session, JavaRDD<Row> rows, DataType values, long[] starts) {
    StructType columns =
        new StructType()
            .add("partition", DataTypes.IntegerType)
            .add("key", DataTypes.BinaryType)
            .add("name", DataTypes.StringType)
            .add("cluster", DataTypes.StringType)
            .add("label", DataTypes.FloatType)
            .add("order", DataTypes.BinaryType)
            .add("values", values);
    JavaRDD<Client<V>> clients =
        session
            .createDataFrame(rows, columns)
            .repartitionById(starts.length, col("partition"))
            .sortWithinPartitions("key", "order")
            .toJavaRDD()
            .mapPartitions(Clients::new);
    return new RowsByClient<>(clients, starts);
  }

  /** What {@code each} makes of the clients and their ordinals. */
  <R> JavaRDD<R> flatMap(Numbered<V, R> each) {
    long[] first = starts;
    return clients.mapPartitionsWithIndex(
        (partition, part) -> each.of(first[partition], part), false);
  }

  /** Work on a partition's clients, of which the first has the given ordinal. */
  interface Numbered<V, R> extends Serializable {
    Iterator<R> of(long from, Iterator<Client<V>> clients);
  }

  /** Puts sorted rows together. */
  private static final class Clients<V> implements Iterator<Client<V>> {
    private final Iterator<Row> sorted;
    private @Nullable Row next;

    Clients(Iterator<Row> sorted) {
      this.sorted = sorted;
      this.next = sorted.hasNext() ? sorted.next() : null;
    }

    @Override
    public boolean hasNext() {
      return next != null;
    }

    @Override
    public Client<V> next() {
      Row row = next;
      if (row == null) {
        throw new NoSuchElementException();
      }
      byte[] key = row.getAs(KEY);
      String name = row.getString(NAME);
      List<TableRow<V>> rows = new ArrayList<>();
      while (row != null && Arrays.equals(key, row.<byte[]>getAs(KEY))) {
        rows.add(
            new TableRow<>(
                name,
                row.getString(3),
                row.getFloat(4),
                TableRow.Order.of(row.getAs(5)),
                row.getAs(6)));
        row = sorted.hasNext() ? sorted.next() : null;
      }
      next = row;
      return new Client<>(name, rows);
    }
  }
}
