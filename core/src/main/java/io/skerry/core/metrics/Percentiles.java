package io.skerry.core.metrics;

import java.util.Arrays;

/** Percentiles with linear interpolation between closest ranks, as LEAF reports them. */
public record Percentiles(double p10, double p50, double p90) {

  /** Percentiles of at least one value, each with equal weight. */
  public static Percentiles of(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return new Percentiles(at(sorted, 0.1), at(sorted, 0.5), at(sorted, 0.9));
  }

  private static double at(double[] sorted, double fraction) {
    double rank = fraction * (sorted.length - 1);
    int below = (int) Math.floor(rank);
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (rank - below) * (sorted[above] - sorted[below]);
  }
}
