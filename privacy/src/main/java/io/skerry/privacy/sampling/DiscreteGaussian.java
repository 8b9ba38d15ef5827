package io.skerry.privacy.sampling;

import java.util.function.LongSupplier;

/**
 * Probability mass proportional to exp(-x^2 / (2 sigma^2)), where sigma^2 is the ratio of two
 * integers, by rejection of discrete Laplace draws (Canonne, Kamath, Steinke 2020, Algorithm 3).
 */
public final class DiscreteGaussian implements IntegerLaw {
  private static final long serialVersionUID = 1L;

  private final long variance;
  private final long parts;
  private final long scale;
  private final DiscreteLaplace proposal;

  /**
   * sigma^2 = variance / parts.
   *
   * @param variance from {@code parts} to 2^50
   * @param parts at least 1
   */
  public DiscreteGaussian(long variance, long parts) {
    if (parts < 1 || variance < parts || variance > 1L << 50) {
      throw new IllegalArgumentException(
          "a variance must be in [1, 2^50 / parts], not " + variance + " / " + parts);
    }
    this.variance = variance;
    this.parts = parts;
    // Any scale gives the law; this one, sigma rounded up, accepts most.
    this.scale = (long) Math.sqrt((double) variance / parts) + 1;
    this.proposal = new DiscreteLaplace(scale);
  }

  @Override
  public long draw(LongSupplier bits) {
    long draw;
    do {
      draw = proposal.draw(bits);
    } while (!accepts(Math.abs(draw), bits));
    return draw;
  }

  /**
   * True with probability exp(-(y - sigma^2 / t)^2 / (2 sigma^2)) = exp(-(d / V) (d / (n t^2)) / 2)
   * with d = |n t y - V|, V = variance, n = parts. Where a ratio exceeds 1, its whole part becomes
   * coins of its own.
   */
  private boolean accepts(long y, LongSupplier bits) {
    long unit = parts * scale;
    long distance = Math.abs(Math.multiplyExact(unit, y) - variance);
    long square = unit * scale;
    long i = distance / variance;
    long f = distance % variance;
    long j = distance / square;
    long g = distance % square;
    return Coins.exps(i * j, 2, 1, 1, 1, 1, bits)
        && Coins.exps(i, 2, g, square, 1, 1, bits)
        && Coins.exps(j, 2, f, variance, 1, 1, bits)
        && Coins.exp(2, f, variance, g, square, bits);
  }
}
