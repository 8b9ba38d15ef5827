package io.skerry.partitioners.skew;

import io.skerry.core.InvalidInputException;
import io.skerry.core.random.KeyedPermutation;
import io.skerry.core.random.RandomKey;
import java.util.Arrays;

/**
 * How many examples of each class each client gets, while a plan is made. Which examples those are
 * is left to a keyed permutation of each class.
 */
final class Quotas {
  private final int[] labelCounts;
  private final int[][] quotas;
  private final int[] left;

  /** Quotas of 0. */
  Quotas(long[] labelCounts, int clients) {
    long total = Arrays.stream(labelCounts).sum();
    if (total > Integer.MAX_VALUE) {
      throw new InvalidInputException(
          "partitioner.type: expected iid for more than "
              + Integer.MAX_VALUE
              + " examples, which the data has: "
              + total);
    }
    this.labelCounts = Arrays.stream(labelCounts).mapToInt(Math::toIntExact).toArray();
    this.quotas = new int[labelCounts.length][clients];
    this.left = this.labelCounts.clone();
  }

  int clients() {
    return quotas[0].length;
  }

  int classes() {
    return quotas.length;
  }

  /** Examples of a class in the data. */
  int count(int label) {
    return labelCounts[label];
  }

  /** Examples of a class that no client has yet. */
  int left(int label) {
    return left[label];
  }

  /** Whether the data has examples of each class. */
  boolean[] present() {
    return positive(labelCounts);
  }

  /** Whether there are examples of each class that no client has yet. */
  boolean[] notDry() {
    return positive(left);
  }

  private static boolean[] positive(int[] counts) {
    boolean[] positive = new boolean[counts.length];
    for (int c = 0; c < counts.length; c++) {
      positive[c] = counts[c] > 0;
    }
    return positive;
  }

  /** Gives a client more examples of a class, of which there must be as many left. */
  void give(int client, int label, int examples) {
    quotas[label][client] += examples;
    left[label] -= examples;
  }

  /** Examples of each client. */
  long[] sizes() {
    long[] sizes = new long[clients()];
    for (int[] quota : quotas) {
      for (int client = 0; client < sizes.length; client++) {
        sizes[client] += quota[client];
      }
    }
    return sizes;
  }

  /** The plan that meets these quotas, which are not to be changed any more. */
  ClientAssignment plan(RandomKey key) {
    KeyedPermutation[] permutations = new KeyedPermutation[classes()];
    for (int label = 0; label < permutations.length; label++) {
      Arrays.parallelPrefix(quotas[label], Integer::sum);
      permutations[label] =
          new KeyedPermutation(labelCounts[label], key.child("label").child(label));
    }
    return new Plan(quotas, permutations);
  }

  /** Client k owns the positions of a class below ends[class][k] that no earlier client owns. */
  private record Plan(int[][] ends, KeyedPermutation[] permutations) implements ClientAssignment {
    @Override
    public int clients() {
      return ends[0].length;
    }

    @Override
    public int client(long ordinal, int label, long rank) {
      long position = permutations[label].apply(rank);
      int[] end = ends[label];
      int low = 0;
      int high = end.length;
      while (low < high) {
        int middle = (low + high) >>> 1;
        if (end[middle] > position) {
          high = middle;
        } else {
          low = middle + 1;
        }
      }
      return low < end.length ? low : NOBODY;
    }
  }
}
