package io.skerry.core;

/**
 * Bounds that a right implementation exceeds with a probability of at most 1e-9, all comparisons of
 * one test together. Draws are seeded, so a test that passes once always passes.
 */
public final class Bounds {
  private static final double RISK = 1e-9;

  private Bounds() {}

  /**
   * How far the share of {@code trials} independent trials may lie from its probability, in each of
   * {@code comparisons}: Hoeffding's inequality.
   */
  public static double share(long trials, int comparisons) {
    return Math.sqrt(Math.log(2 * comparisons / RISK) / (2 * trials));
  }

  /** What a chi-square statistic may reach (Laurent and Massart 2000, Lemma 1). */
  public static double chiSquare(int degrees) {
    double t = Math.log(1 / RISK);
    return degrees + 2 * Math.sqrt(degrees * t) + 2 * t;
  }

  /** Pearson's statistic of counts in cells of equal probability. */
  public static double pearson(long[] counts) {
    double expected = 0;
    for (long count : counts) {
      expected += (double) count / counts.length;
    }
    double statistic = 0;
    for (long count : counts) {
      statistic += (count - expected) * (count - expected) / expected;
    }
    return statistic;
  }
}
