package io.skerry.privacy;

import io.skerry.core.random.RandomStream;
import io.skerry.core.random.StreamKey;
import io.skerry.core.schedule.RoundPlan;
import io.skerry.core.schedule.Schedule;
import io.skerry.core.sum.RingSum;

/**
 * Noise of a banded matrix factorisation (Choquette-Choo et al. 2023): prefix sums A = B C, where C
 * is lower-triangular Toeplitz with the first b coefficients of (1 - x)^(-1/2) (Fichtenberger et
 * al. 2023; Kalinin and Lampert 2024). C times the updates gets Gaussian noise Z, independent in
 * each round, and B times that is released: round t adds (C^-1 Z)_t.
 *
 * <p>C^-1 is Toeplitz too, with the coefficients g of the inverse power series: round t adds g_0
 * Z_t + ... + g_(t-1) Z_1, summed in this order in doubles and rounded to whole units once.
 *
 * @param bands b; 1 is independent noise
 */
record BandedNoise(int bands) implements CorrelatedNoise {
  /** No number of bands has a larger sum of g^2: 1.341 at 3 bands, towards 4 / pi at many. */
  private static final double MOST_VARIANCE = 1.35;

  /** L2 norm of a full column of C. */
  static double columnNorm(int bands) {
    double square = 0;
    for (double c : coefficients(bands)) {
      square += c * c;
    }
    return Math.sqrt(square);
  }

  @Override
  public double variance(RoundPlan plan) {
    double variance = 0;
    for (double g : inverse(plan.round())) {
      variance += g * g;
    }
    return variance;
  }

  @Override
  public double mostVariance(Schedule schedule) {
    return MOST_VARIANCE;
  }

  @Override
  public void addTo(RingSum sum, RoundPlan plan, double variance, StreamKey key) {
    double deviation = Math.sqrt(variance);
    double[] inverse = inverse(plan.round());
    double[] total = new double[sum.values().length];
    for (int age = 0; age < inverse.length; age++) {
      double g = inverse[age];
      if (g != 0) {
        RandomStream stream = key.child(plan.round() - age).stream();
        for (int i = 0; i < total.length; i++) {
          total[i] += g * stream.nextGaussian();
        }
      }
    }
    long[] noise = new long[total.length];
    for (int i = 0; i < noise.length; i++) {
      noise[i] = (long) Math.rint(deviation * total[i]);
    }
    sum.add(noise);
  }

  /** The first coefficients of 1 / (c_0 + c_1 x + ... + c_(b-1) x^(b-1)). */
  double[] inverse(int length) {
    double[] c = coefficients(bands);
    double[] g = new double[length];
    g[0] = 1;
    for (int j = 1; j < length; j++) {
      for (int k = 1; k <= Math.min(j, bands - 1); k++) {
        g[j] -= c[k] * g[j - k];
      }
    }
    return g;
  }

  /** The first coefficients of (1 - x)^(-1/2). */
  static double[] coefficients(int length) {
    double[] c = new double[length];
    c[0] = 1;
    for (int k = 1; k < length; k++) {
      c[k] = c[k - 1] * (2.0 * k - 1) / (2.0 * k);
    }
    return c;
  }
}
