package io.skerry.privacy.sampling;

import java.math.BigInteger;
import java.util.function.LongSupplier;

/**
 * Draws from a Poisson law whose mean is the ratio of two integers, as distances from its mode M =
 * floor(mean).
 *
 * <p>Blocks of w &gt; sqrt(M) distances are proposed with the weights v = 1, 1, 1/2, 1/4, ..., and
 * a distance i is accepted with probability r(i) / v, r being the mass over that of the mode: a
 * product of ratios, at most 1, and at most 2^(1-k) from k w on. A table brackets r; a uniform draw
 * of 62 bits that falls between its bounds, which happens less than once in 2^40, is decided by r
 * itself.
 */
final class Poisson {
  private static final int BITS = 62;
  private static final int BLOCKS = 12;

  private final long mean;
  private final long parts;
  private final long mode;
  private final int width;

  /** r 2^62 of the distance n above and of -1 - n is in [table[n], table[n] + n + 1]. */
  private final long[] above;

  private final long[] below;

  /**
   * The law of mean {@code mean / parts}.
   *
   * @param mean at most 2^40 times {@code parts}, at most 2^62
   */
  Poisson(long mean, long parts) {
    this.mean = mean;
    this.parts = parts;
    this.mode = mean / parts;
    this.width = (int) Math.sqrt((double) mode) + 1;
    this.above = new long[BLOCKS * width];
    this.below = new long[BLOCKS * width];
    BigInteger up = BigInteger.TWO.pow(BITS);
    BigInteger down = up;
    for (int n = 0; n < above.length; n++) {
      above[n] = up.longValue();
      up = up.multiply(numerator(n + 1)).divide(denominator(n + 1));
      down = down.multiply(numerator(-1 - n)).divide(denominator(-1 - n));
      below[n] = down.longValue();
    }
  }

  /** r(i) / r(i-1) for i above the mode, r(i) / r(i+1) below. */
  private BigInteger numerator(long i) {
    return i > 0
        ? BigInteger.valueOf(mean)
        : BigInteger.valueOf(Math.max(0, mode + 1 + i)).multiply(BigInteger.valueOf(parts));
  }

  private BigInteger denominator(long i) {
    return i > 0
        ? BigInteger.valueOf(mode + i).multiply(BigInteger.valueOf(parts))
        : BigInteger.valueOf(mean);
  }

  long draw(LongSupplier bits) {
    while (true) {
      int block = block(bits);
      long n = (long) block * width + Coins.below(width, bits);
      long random = bits.getAsLong();
      boolean isAbove = random < 0;
      if (accepts(isAbove ? above : below, isAbove ? n : -1 - n, n, block, random, bits)) {
        return isAbove ? n : -1 - n;
      }
    }
  }

  private static int block(LongSupplier bits) {
    if (Coins.below(3, bits) == 0) {
      return 0;
    }
    int block = 1;
    while (bits.getAsLong() < 0) {
      block++;
    }
    return block;
  }

  private boolean accepts(long[] table, long i, long n, int block, long random, LongSupplier bits) {
    long uniform = random & (1L << BITS) - 1;
    long lower = 0;
    long upper;
    if (n < table.length) {
      int shift = Math.max(0, block - 1);
      lower = table[(int) n] << shift;
      upper = lower + (n + 1 << shift);
    } else {
      // From block to block r falls by half or more.
      upper = table[table.length - 1] + table.length << BLOCKS;
    }
    if (uniform < lower) {
      return true;
    }
    return uniform < upper && isBelowRatio(uniform, i, Math.max(0, block - 1), bits);
  }

  /** Whether a uniform number that begins with the given bits is below r(i) 2^shift. */
  private boolean isBelowRatio(long begin, long i, int shift, LongSupplier bits) {
    BigInteger numerator = BigInteger.ONE.shiftLeft(shift);
    BigInteger denominator = BigInteger.ONE;
    for (long j = i; j != 0; j -= Long.signum(i)) {
      numerator = numerator.multiply(numerator(j));
      denominator = denominator.multiply(denominator(j));
    }
    BigInteger uniform = BigInteger.valueOf(begin);
    for (int known = BITS; ; known += 63) {
      BigInteger threshold = numerator.shiftLeft(known);
      if (uniform.add(BigInteger.ONE).multiply(denominator).compareTo(threshold) <= 0) {
        return true;
      }
      if (uniform.multiply(denominator).compareTo(threshold) >= 0) {
        return false;
      }
      uniform = uniform.shiftLeft(63).add(BigInteger.valueOf(bits.getAsLong() >>> 1));
    }
  }
}
