package io.skerry.partitioners.quantity;

import java.util.Arrays;

/** Runs of any sizes: client k's from {@code starts[k]} to {@code starts[k + 1]}. */
final class ListedRuns implements Runs {
  private static final long serialVersionUID = 1L;

  private final long[] starts;

  private ListedRuns(long[] starts) {
    this.starts = starts;
  }

  static Runs ofSizes(long[] sizes) {
    long[] starts = new long[sizes.length + 1];
    for (int i = 0; i < sizes.length; i++) {
      starts[i + 1] = starts[i] + sizes[i];
    }
    return new ListedRuns(starts);
  }

  /**
   * One position for each client, and the others in proportion to exp(logWeights): client k ends
   * where the share of clients 0..k, rounded down, ends.
   */
  static Runs apportioned(double[] logWeights, long total) {
    int clients = logWeights.length;
    ClientSizes.checkEnough(total, clients);
    double highest = Arrays.stream(logWeights).max().orElseThrow();
    double[] sums = new double[clients];
    double sum = 0;
    for (int i = 0; i < clients; i++) {
      sum += StrictMath.exp(logWeights[i] - highest);
      sums[i] = sum;
    }
    long[] starts = new long[clients + 1];
    for (int i = 0; i < clients; i++) {
      starts[i + 1] = i + 1 + (long) (sums[i] / sum * (total - clients));
    }
    return new ListedRuns(starts);
  }

  @Override
  public int clients() {
    return starts.length - 1;
  }

  @Override
  public long total() {
    return starts[starts.length - 1];
  }

  @Override
  public long size(int client) {
    return starts[client + 1] - starts[client];
  }

  @Override
  public int client(long position) {
    int found = Arrays.binarySearch(starts, position);
    return found >= 0 ? found : -found - 2;
  }
}
