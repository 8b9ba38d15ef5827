package io.skerry.jobs.table;

import io.skerry.core.InvalidInputException;
import io.skerry.core.random.RandomKey;
import io.skerry.partitioners.quantity.Runs;
import io.skerry.partitioners.skew.ClientAssignment;
import io.skerry.partitioners.skew.ClientPartitioner;
import io.skerry.partitioners.skew.ContinuousColumn;
import io.skerry.partitioners.skew.ExactMoments;
import io.skerry.partitioners.skew.GroupedNaturalIds;
import io.skerry.partitioners.skew.LabelPartitioner;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.jspecify.annotations.Nullable;
import scala.Tuple2;

/**
 * The rows of a table by the number of the client that a partitioner gives them to.
 *
 * @param clients how many there are
 */
record AssignedRows<V>(JavaPairRDD<Integer, TableRow<V>> rows, int clients) {

  /**
   * @param classes 0 where labels are numbers: then all rows count as of one class
   */
  static <V> AssignedRows<V> of(
      JavaRDD<TableRow<V>> rows, int classes, ClientPartitioner partitioner, RandomKey key) {
    if (partitioner instanceof GroupedNaturalIds grouped) {
      return byGroup(rows, grouped);
    }
    JavaRDD<TableRow<V>> ordered = rows.keyBy(TableRow::order).sortByKey().values();
    return partitioner instanceof ContinuousColumn continuous
        ? byValue(ordered, continuous, key)
        : byLabel(ordered, classes, (LabelPartitioner) partitioner, key);
  }

  private static <V> AssignedRows<V> byGroup(
      JavaRDD<TableRow<V>> rows, GroupedNaturalIds partitioner) {
    List<String> ids =
        rows.map(TableRow::client).distinct().collect().stream()
            .sorted(Comparator.comparing(ClientName::sortKey, Arrays::compareUnsigned))
            .toList();
    int[] groups = partitioner.groups(ids.size());
    Map<String, Integer> groupOf = new HashMap<>();
    for (int i = 0; i < groups.length; i++) {
      if (groups[i] != ClientAssignment.NOBODY) {
        groupOf.put(ids.get(i), groups[i]);
      }
    }
    return new AssignedRows<>(
        rows.filter(row -> groupOf.containsKey(row.client()))
            .mapToPair(row -> new Tuple2<>(Objects.requireNonNull(groupOf.get(row.client())), row)),
        Arrays.stream(groups).max().orElseThrow() + 1);
  }

  private static <V> AssignedRows<V> byValue(
      JavaRDD<TableRow<V>> ordered, ContinuousColumn partitioner, RandomKey key) {
    ColumnFacts facts =
        ordered
            .map(row -> ColumnFacts.of(partitioner, row.client()))
            .fold(ColumnFacts.NONE, ColumnFacts::merge);
    if (facts.problem() != null) {
      throw new InvalidInputException(facts.problem());
    }
    double deviation = partitioner.deviation(facts.moments());
    Runs runs = partitioner.runs(facts.moments().count());
    return new AssignedRows<>(
        ordered
            .zipWithIndex()
            .mapToPair(row -> new Tuple2<>(score(partitioner, row, deviation, key), row._1()))
            .sortByKey()
            .values()
            .zipWithIndex()
            .mapToPair(row -> new Tuple2<>(runs.client(row._2()), row._1())),
        runs.clients());
  }

  /** Where a row stands; ties are broken by ordinal. */
  private record Score(double score, long ordinal) implements Comparable<Score>, Serializable {
    @Override
    public int compareTo(Score other) {
      int byScore = Double.compare(score, other.score);
      return byScore != 0 ? byScore : Long.compare(ordinal, other.ordinal);
    }
  }

  private static <V> Score score(
      ContinuousColumn partitioner,
      Tuple2<TableRow<V>, Long> row,
      double deviation,
      RandomKey key) {
    float value = partitioner.number(row._1().client());
    return new Score(partitioner.score(value, deviation, row._2(), key), row._2());
  }

  /**
   * What a pass over a column of numbers finds.
   *
   * @param problem the first sentence in alphabetical order on a value that is none, if there is
   *     one
   */
  private record ColumnFacts(ExactMoments moments, @Nullable String problem)
      implements Serializable {
    static final ColumnFacts NONE = new ColumnFacts(ExactMoments.NONE, null);

    static ColumnFacts of(ContinuousColumn partitioner, String value) {
      try {
        return new ColumnFacts(ExactMoments.NONE.plus(partitioner.number(value)), null);
      } catch (InvalidInputException e) {
        return new ColumnFacts(ExactMoments.NONE, e.getMessage());
      }
    }

    ColumnFacts merge(ColumnFacts other) {
      boolean othersFirst =
          problem == null || (other.problem != null && other.problem.compareTo(problem) < 0);
      return new ColumnFacts(moments.plus(other.moments), othersFirst ? other.problem : problem);
    }
  }

  private static <V> AssignedRows<V> byLabel(
      JavaRDD<TableRow<V>> ordered, int classes, LabelPartitioner partitioner, RandomKey key) {
    long[][] counts = labelCounts(ordered, Math.max(1, classes));
    ClientAssignment plan = partitioner.plan(sum(counts, counts.length), key);
    return new AssignedRows<>(
        ordered
            .mapPartitionsWithIndex((index, part) -> assign(part, plan, sum(counts, index)), false)
            .mapToPair(assigned -> assigned),
        plan.clients());
  }

  /** Examples of each label in each partition. */
  private static <V> long[][] labelCounts(JavaRDD<TableRow<V>> rows, int classes) {
    List<long[]> counts =
        rows.mapPartitions(
                part -> {
                  long[] own = new long[classes];
                  part.forEachRemaining(row -> own[classOf(row, classes)]++);
                  return List.of(own).iterator();
                })
            .collect();
    return counts.toArray(long[][]::new);
  }

  private static int classOf(TableRow<?> row, int classes) {
    return classes == 1 ? 0 : (int) row.label();
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
  private static <V> Iterator<Tuple2<Integer, TableRow<V>>> assign(
      Iterator<TableRow<V>> part, ClientAssignment plan, long[] ranks) {
    List<Tuple2<Integer, TableRow<V>>> assigned = new ArrayList<>();
    long ordinal = Arrays.stream(ranks).sum();
    while (part.hasNext()) {
      TableRow<V> row = part.next();
      int label = classOf(row, ranks.length);
      int client = plan.client(ordinal++, label, ranks[label]++);
      if (client == ClientAssignment.EVERYBODY) {
        for (int each = 0; each < plan.clients(); each++) {
          assigned.add(new Tuple2<>(each, row));
        }
      } else if (client != ClientAssignment.NOBODY) {
        assigned.add(new Tuple2<>(client, row));
      }
    }
    return assigned.iterator();
  }
}
