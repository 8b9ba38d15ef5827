package io.skerry.partitioners.skew;

import io.skerry.core.InvalidInputException;
import io.skerry.core.random.RandomKey;
import io.skerry.partitioners.distributions.Normals;
import io.skerry.partitioners.quantity.ClientSizes;
import java.util.Arrays;
import java.util.List;

/**
 * Given numbers of examples for each class (Flower Datasets, after Li et al. 2020): client k has
 * the classes k, k + 1, ..., k + labelsPerClient - 1 modulo their number, and of each of them the
 * next value of that class's row. Only the classes that the data has are counted.
 *
 * @param clients number of clients, a multiple of that of classes
 * @param labelsPerClient how many classes each client has
 * @param preassigned examples of each of its classes that a client gets before shares are dealt
 * @param rescale whether values are shares of what is left, so that all examples are dealt and what
 *     rounding leaves goes to one client at random; if not, they are numbers of examples, and the
 *     rest belongs to nobody
 * @param values the rows
 */
public record LabelDistribution(
    int clients, int labelsPerClient, int preassigned, boolean rescale, Values values)
    implements LabelPartitioner {

  /** Rows of numbers: one row for each class, one number for each client that has it. */
  public interface Values {
    double[][] rows(int classes, int columns, RandomKey key);

    /** Given rows. */
    static Values of(List<List<Double>> rows) {
      return (classes, columns, key) -> {
        if (rows.size() != classes || rows.stream().anyMatch(row -> row.size() != columns)) {
          throw new InvalidInputException(
              "partitioner.distribution: expected "
                  + classes
                  + " lists, one a class, of "
                  + columns
                  + " numbers, one for each client that has it");
        }
        return rows.stream()
            .map(row -> row.stream().mapToDouble(value -> value).toArray())
            .toArray(double[][]::new);
      };
    }

    /** Draws of LogNormal(mean, sigma), as in FedProx's MNIST. */
    static Values lognormal(double mean, double sigma) {
      return (classes, columns, key) -> {
        double[][] rows = new double[classes][columns];
        for (int c = 0; c < classes; c++) {
          var stream = key.child(c).stream();
          Arrays.setAll(rows[c], i -> StrictMath.exp(mean + sigma * Normals.next(stream)));
        }
        return rows;
      };
    }
  }

  public LabelDistribution {
    ClientSizes.checkClients(clients);
    if (labelsPerClient < 1) {
      throw new InvalidInputException(
          "partitioner.labels-per-client: expected at least 1, not " + labelsPerClient);
    }
    if (preassigned < 0) {
      throw new InvalidInputException(
          "partitioner.preassigned: expected at least 0, not " + preassigned);
    }
  }

  @Override
  public ClientAssignment plan(long[] labelCounts, RandomKey key) {
    ClientSizes.checkEnough(Arrays.stream(labelCounts).sum(), clients);
    int[] present = Classes.present(labelCounts);
    Classes.checkAtMost("partitioner.labels-per-client", labelsPerClient, present);
    if (clients % present.length != 0) {
      throw new InvalidInputException(
          "partitioner.clients: expected a multiple of "
              + present.length
              + ", the classes of the data, not "
              + clients);
    }
    int columns = clients / present.length * labelsPerClient;
    double[][] rows = values.rows(present.length, columns, key.child("values"));
    int[][] dealt = new int[present.length][];
    for (int i = 0; i < present.length; i++) {
      int label = present[i];
      dealt[i] =
          rescale
              ? shares(label, labelCounts[label], rows[i], key.child("rest").child(label))
              : numbers(label, labelCounts[label], rows[i]);
    }
    Quotas quotas = new Quotas(labelCounts, clients);
    int[] next = new int[present.length];
    for (int client = 0; client < clients; client++) {
      for (int i = 0; i < labelsPerClient; i++) {
        int at = (client + i) % present.length;
        quotas.give(client, present[at], dealt[at][next[at]++]);
      }
    }
    checkNobodyIsEmpty(quotas);
    return quotas.plan(key);
  }

  private int[] shares(int label, long count, double[] row, RandomKey key) {
    long left = count - (long) preassigned * row.length;
    if (left < row.length) {
      throw new InvalidInputException(
          "partitioner.preassigned: class "
              + label
              + " has "
              + count
              + " examples, expected at least "
              + (preassigned + 1L) * row.length
              + ", so that each client that has it can have one more");
    }
    double sum = 0;
    for (double value : row) {
      check(value);
      sum += value;
    }
    if (sum == 0) {
      throw new InvalidInputException(
          "partitioner.distribution: expected a positive number for class " + label);
    }
    int[] dealt = new int[row.length];
    long rest = left;
    for (int i = 0; i < row.length; i++) {
      int share = (int) (row[i] / sum * left);
      dealt[i] = preassigned + share;
      rest -= share;
    }
    dealt[key.stream().nextInt(row.length)] += (int) rest;
    return dealt;
  }

  private static int[] numbers(int label, long count, double[] row) {
    int[] dealt = new int[row.length];
    long sum = 0;
    for (int i = 0; i < row.length; i++) {
      check(row[i]);
      dealt[i] = (int) row[i];
      sum += dealt[i];
    }
    if (sum > count) {
      throw new InvalidInputException(
          "partitioner.distribution: class "
              + label
              + " has "
              + count
              + " examples, expected numbers that sum to at most that, not to "
              + sum);
    }
    return dealt;
  }

  private static void check(double value) {
    if (!(value >= 0 && value < Integer.MAX_VALUE)) {
      throw new InvalidInputException(
          "partitioner.distribution: expected numbers of at least 0, not " + value);
    }
  }

  private static void checkNobodyIsEmpty(Quotas quotas) {
    long[] sizes = quotas.sizes();
    for (int client = 0; client < sizes.length; client++) {
      if (sizes[client] == 0) {
        throw new InvalidInputException(
            "partitioner.distribution: client " + client + " would get no example");
      }
    }
  }
}
