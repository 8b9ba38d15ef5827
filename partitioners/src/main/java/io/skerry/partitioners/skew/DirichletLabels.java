package io.skerry.partitioners.skew;

import io.skerry.core.InvalidInputException;
import io.skerry.core.random.RandomKey;
import io.skerry.core.random.RandomStream;
import io.skerry.partitioners.distributions.Binomials;
import io.skerry.partitioners.distributions.Gammas;

/**
 * Label skew of Hsu, Qi and Brown 2019: client after client draws label shares q ~ Dir(alpha p), p
 * being the labels' shares of the data, and takes its examples by Multinomial(q) without
 * replacement. A class that runs out leaves q, which is renormalised. All examples are taken, in
 * sizes that differ by one at most; large alpha tends to no skew, small alpha to one class a
 * client.
 *
 * @param clients number of clients
 * @param alpha concentration of the Dirichlet distribution
 */
public record DirichletLabels(int clients, double alpha) implements LabelPartitioner {
  public DirichletLabels {
    EqualSizes.checkClients(clients);
    if (!(alpha > 0 && alpha < Double.POSITIVE_INFINITY)) {
      throw new InvalidInputException(
          "partitioner.alpha: expected a positive number, not " + alpha);
    }
  }

  @Override
  public ClientAssignment plan(long[] labelCounts, RandomKey key) {
    EqualSizes sizes = EqualSizes.of(labelCounts, clients);
    if (sizes.total() > Integer.MAX_VALUE) {
      throw new InvalidInputException(
          "partitioner.type: dirichlet expected at most "
              + Integer.MAX_VALUE
              + " examples, not "
              + sizes.total());
    }
    int classes = labelCounts.length;
    int[] left = new int[classes];
    KeyedPermutation[] permutations = new KeyedPermutation[classes];
    for (int c = 0; c < classes; c++) {
      left[c] = (int) labelCounts[c];
      permutations[c] = new KeyedPermutation(labelCounts[c], key.child("label").child(c));
    }
    int[][] starts = new int[classes][clients];
    double[] logShares = new double[classes];
    for (int client = 0; client < clients; client++) {
      for (int c = 0; c < classes; c++) {
        starts[c][client] = (int) labelCounts[c] - left[c];
      }
      RandomStream stream = key.child("client").child(client).stream();
      for (int c = 0; c < classes; c++) {
        double share = (double) labelCounts[c] / sizes.total();
        logShares[c] = share == 0 ? Double.NEGATIVE_INFINITY : Gammas.log(stream, alpha * share);
      }
      int wanted = (int) sizes.size(client);
      while (wanted > 0) {
        wanted -= take(stream, wanted, logShares, left);
      }
    }
    return new Plan(starts, permutations);
  }

  /**
   * Draws {@code wanted} labels from the classes that are left and takes as many of each as there
   * are; returns how many that is. What is missing has exhausted a class, so at most one pass a
   * class follows. To draw in passes is to draw one by one and reject exhausted classes.
   */
  private static int take(RandomStream stream, int wanted, double[] logShares, int[] left) {
    double highest = Double.NEGATIVE_INFINITY;
    for (int c = 0; c < left.length; c++) {
      if (left[c] > 0) {
        highest = Math.max(highest, logShares[c]);
      }
    }
    double[] tails = new double[left.length + 1];
    for (int c = left.length - 1; c >= 0; c--) {
      double share = left[c] > 0 ? StrictMath.exp(logShares[c] - highest) : 0;
      tails[c] = tails[c + 1] + share;
    }
    int undrawn = wanted;
    int taken = 0;
    for (int c = 0; c < left.length && undrawn > 0; c++) {
      double share = left[c] > 0 ? StrictMath.exp(logShares[c] - highest) : 0;
      int drawn = share == 0 ? 0 : Binomials.next(stream, undrawn, share / tails[c]);
      undrawn -= drawn;
      int got = Math.min(drawn, left[c]);
      left[c] -= got;
      taken += got;
    }
    return taken;
  }

  /** Client k owns the positions of class c from starts[c][k] to where the next one starts. */
  private record Plan(int[][] starts, KeyedPermutation[] permutations) implements ClientAssignment {
    @Override
    public int clients() {
      return starts[0].length;
    }

    @Override
    public int client(long ordinal, int label, long rank) {
      long position = permutations[label].apply(rank);
      int[] from = starts[label];
      int low = 0;
      int high = from.length - 1;
      while (low < high) {
        int middle = (low + high + 1) >>> 1;
        if (from[middle] <= position) {
          low = middle;
        } else {
          high = middle - 1;
        }
      }
      return low;
    }
  }
}
