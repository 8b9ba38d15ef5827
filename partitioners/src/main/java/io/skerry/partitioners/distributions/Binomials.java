package io.skerry.partitioners.distributions;

import io.skerry.core.random.RandomStream;

/** Binomial draws in O(log n): split n uniforms at their median (Devroye 1986, X.4.3). */
public final class Binomials {
  private static final int COUNTED = 16;

  private Binomials() {}

  /** How many of {@code n} independent trials with probability {@code p} succeed. */
  public static int next(RandomStream stream, int n, double p) {
    if (p >= 1) {
      return n;
    }
    int successes = 0;
    int trials = n;
    double probability = p;
    while (trials > COUNTED) {
      // The i-th smallest of n uniforms is Beta(i, n + 1 - i); those below it are uniform again.
      int i = trials / 2 + 1;
      double y = beta(stream, i, trials + 1.0 - i);
      if (y <= probability) {
        successes += i;
        trials -= i;
        probability = (probability - y) / (1 - y);
      } else {
        trials = i - 1;
        probability /= y;
      }
    }
    for (int i = 0; i < trials; i++) {
      if (stream.nextDouble() < probability) {
        successes++;
      }
    }
    return successes;
  }

  private static double beta(RandomStream stream, double a, double b) {
    double logA = Gammas.log(stream, a);
    double logB = Gammas.log(stream, b);
    return 1 / (1 + StrictMath.exp(logB - logA));
  }
}
