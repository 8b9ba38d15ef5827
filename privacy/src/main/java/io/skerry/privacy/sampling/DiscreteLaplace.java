package io.skerry.privacy.sampling;

import java.util.function.LongSupplier;

/**
 * Probability mass proportional to exp(-|x| / t) (Canonne, Kamath, Steinke 2020, Algorithm 2).
 *
 * @param scale t, from 1 to 2^52
 */
public record DiscreteLaplace(long scale) implements IntegerLaw {

  public DiscreteLaplace {
    if (scale < 1 || scale > 1L << 52) {
      throw new IllegalArgumentException("a scale must be in [1, 2^52], not " + scale);
    }
  }

  @Override
  public long draw(LongSupplier bits) {
    while (true) {
      long rest = Coins.below(scale, bits);
      if (!Coins.exp(rest, scale, bits)) {
        continue;
      }
      long whole = 0;
      while (Coins.exp(1, 1, bits)) {
        whole++;
      }
      long magnitude = rest + scale * whole;
      boolean negative = bits.getAsLong() < 0;
      if (magnitude != 0 || !negative) {
        return negative ? -magnitude : magnitude;
      }
    }
  }
}
