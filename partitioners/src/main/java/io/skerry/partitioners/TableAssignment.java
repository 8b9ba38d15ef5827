package io.skerry.partitioners;

import io.skerry.core.InvalidInputException;
import io.skerry.core.random.RandomKey;
import io.skerry.partitioners.quantity.Runs;
import io.skerry.partitioners.skew.ClientAssignment;
import io.skerry.partitioners.skew.ClientPartitioner;
import io.skerry.partitioners.skew.ColumnPartitioner;
import io.skerry.partitioners.skew.ContinuousColumn;
import io.skerry.partitioners.skew.ExactMoments;
import io.skerry.partitioners.skew.GroupedNaturalIds;
import io.skerry.partitioners.skew.LabelPartitioner;
import io.skerry.partitioners.skew.NaturalIds;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * What a partitioner does to a table.
 *
 * @param ids of the clients
 * @param clientOfRow each row's client, or nobody or everybody, as in {@link ClientAssignment}
 */
record TableAssignment(List<String> ids, int[] clientOfRow) {

  static TableAssignment of(ExampleTable table, ClientPartitioner partitioner, RandomKey key) {
    if (partitioner instanceof LabelPartitioner labels) {
      return planned(table, labels, key);
    }
    List<String> column =
        table.column("partitioner.column", ((ColumnPartitioner) partitioner).column());
    if (partitioner instanceof ContinuousColumn continuous) {
      return continuous(column, continuous, key);
    }
    return natural(column, (ColumnPartitioner) partitioner);
  }

  /** The ids of clients that have none in the data. */
  static List<String> numbers(int count) {
    return IntStream.range(0, count).mapToObj(Integer::toString).toList();
  }

  private static TableAssignment natural(List<String> column, ColumnPartitioner partitioner) {
    Set<String> distinct = new HashSet<>(column);
    if (distinct.contains("")) {
      throw new InvalidInputException(
          "partitioner.column: expected a client's id in each example, but "
              + partitioner.column()
              + " is empty in example "
              + column.indexOf(""));
    }
    List<String> ids = distinct.stream().sorted(NaturalIds.order(distinct)).toList();
    int[] clients =
        partitioner instanceof GroupedNaturalIds grouped
            ? grouped.groups(ids.size())
            : IntStream.range(0, ids.size()).toArray();
    Map<String, Integer> clientOf = new HashMap<>();
    for (int i = 0; i < clients.length; i++) {
      clientOf.put(ids.get(i), clients[i]);
    }
    int[] clientOfRow = column.stream().mapToInt(clientOf::get).toArray();
    List<String> names =
        partitioner instanceof NaturalIds
            ? ids
            : numbers(Arrays.stream(clients).max().orElseThrow() + 1);
    return new TableAssignment(names, clientOfRow);
  }

  private static TableAssignment continuous(
      List<String> column, ContinuousColumn partitioner, RandomKey key) {
    float[] values = new float[column.size()];
    ExactMoments moments = ExactMoments.NONE;
    for (int row = 0; row < values.length; row++) {
      values[row] = partitioner.number(column.get(row));
      moments = moments.plus(values[row]);
    }
    double deviation = partitioner.deviation(moments);
    double[] scores = new double[values.length];
    Arrays.setAll(scores, row -> partitioner.score(values[row], deviation, row, key));
    Runs runs = partitioner.runs(scores.length);
    int[] clientOfRow = new int[scores.length];
    int position = 0;
    for (int row :
        IntStream.range(0, scores.length)
            .boxed()
            .sorted(Comparator.comparingDouble(row -> scores[row]))
            .toList()) {
      clientOfRow[row] = runs.client(position++);
    }
    return new TableAssignment(numbers(runs.clients()), clientOfRow);
  }

  private static TableAssignment planned(
      ExampleTable table, LabelPartitioner partitioner, RandomKey key) {
    long[] counts = new long[table.data().classes()];
    for (int row = 0; row < table.size(); row++) {
      counts[table.label(row)]++;
    }
    ClientAssignment plan = partitioner.plan(counts, key);
    long[] ranks = new long[counts.length];
    int[] clientOfRow = new int[table.size()];
    for (int row = 0; row < clientOfRow.length; row++) {
      int label = table.label(row);
      clientOfRow[row] = plan.client(row, label, ranks[label]++);
    }
    return new TableAssignment(numbers(plan.clients()), clientOfRow);
  }
}
