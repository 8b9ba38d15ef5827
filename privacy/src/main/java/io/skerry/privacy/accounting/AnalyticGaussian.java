package io.skerry.privacy.accounting;

/**
 * The exact price of one Gaussian release (Balle and Wang 2018, Theorem 8), with F the normal
 * distribution function: delta = F(1 / (2 z) - epsilon z) - e^epsilon F(-1 / (2 z) - epsilon z).
 */
public final class AnalyticGaussian {
  private AnalyticGaussian() {}

  /** Delta at {@code epsilon} &gt;= 0 of noise of standard deviation z at sensitivity 1. */
  public static double delta(double z, double epsilon) {
    double a = 1 / (2 * z) - epsilon * z;
    double b = -1 / (2 * z) - epsilon * z;
    return Normal.cdf(a) - StrictMath.exp(epsilon + Normal.logCdf(b));
  }

  /** The least epsilon &gt;= 0 at {@code delta} in (0, 1), to the last digits. */
  public static double epsilon(double z, double delta) {
    if (delta(z, 0) <= delta) {
      return 0;
    }
    double high = 1;
    while (delta(z, high) > delta) {
      high *= 2;
    }
    double low = 0;
    for (int i = 0; i < 200 && high - low > 1e-15 * high; i++) {
      double middle = (low + high) / 2;
      if (delta(z, middle) > delta) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return high;
  }

  /** The least z with {@code epsilon} at {@code delta}. */
  public static double noiseMultiplier(double epsilon, double delta) {
    double high = 1;
    while (delta(high, epsilon) > delta) {
      high *= 2;
    }
    double low = 0;
    for (int i = 0; i < 200 && high - low > 1e-15 * high; i++) {
      double middle = (low + high) / 2;
      if (delta(middle, epsilon) > delta) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return high;
  }
}
