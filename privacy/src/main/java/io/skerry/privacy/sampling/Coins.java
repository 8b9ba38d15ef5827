package io.skerry.privacy.sampling;

import java.util.function.LongSupplier;

/** Coins with exact probabilities (Canonne, Kamath, Steinke 2020, Algorithm 1). */
final class Coins {
  private Coins() {}

  /** Uniform in [0, bound), by rejection of draws of as many bits as it has. */
  static long below(long bound, LongSupplier bits) {
    if (bound == 1) {
      return 0;
    }
    int shift = Long.numberOfLeadingZeros(bound - 1);
    long draw;
    do {
      draw = bits.getAsLong() >>> shift;
    } while (draw >= bound);
    return draw;
  }

  /** True with probability exp(-a / b), where 0 &lt;= a &lt;= b. */
  static boolean exp(long a, long b, LongSupplier bits) {
    return exp(1, a, b, 1, 1, bits);
  }

  /** True with probability exp(-(a / b) (c / d) / n), where both ratios are in [0, 1]. */
  static boolean exp(long n, long a, long b, long c, long d, LongSupplier bits) {
    for (long k = 1; ; k++) {
      boolean goesOn = below(n * k, bits) == 0 && below(b, bits) < a && below(d, bits) < c;
      if (!goesOn) {
        return (k & 1) == 1;
      }
    }
  }

  /** Whether {@code count} coins of {@link #exp} all come up. */
  static boolean exps(long count, long n, long a, long b, long c, long d, LongSupplier bits) {
    for (long i = 0; i < count; i++) {
      if (!exp(n, a, b, c, d, bits)) {
        return false;
      }
    }
    return true;
  }
}
