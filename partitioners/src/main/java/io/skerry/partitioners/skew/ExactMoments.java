package io.skerry.partitioners.skew;

import java.io.Serializable;
import java.math.BigInteger;

/**
 * Count, sum and sum of squares of floats without rounding, so that they are the same in whatever
 * order and grouping values come.
 *
 * @param sum in units of 2^-149, of which every float is a multiple
 * @param squares in units of 2^-298
 */
public record ExactMoments(long count, BigInteger sum, BigInteger squares) implements Serializable {
  private static final int UNIT = 149;

  public static final ExactMoments NONE = new ExactMoments(0, BigInteger.ZERO, BigInteger.ZERO);

  /** With one more value, which must be finite. */
  public ExactMoments plus(float value) {
    int exponent = Math.max(Math.getExponent(value), Float.MIN_EXPONENT) - 23;
    BigInteger units =
        BigInteger.valueOf((long) Math.scalb((double) value, -exponent)).shiftLeft(exponent + UNIT);
    return new ExactMoments(count + 1, sum.add(units), squares.add(units.multiply(units)));
  }

  public ExactMoments plus(ExactMoments other) {
    return new ExactMoments(count + other.count, sum.add(other.sum), squares.add(other.squares));
  }

  /** The standard deviation sqrt(mean of squares - square of mean). */
  public double deviation() {
    BigInteger n = BigInteger.valueOf(count);
    BigInteger variance = squares.multiply(n).subtract(sum.multiply(sum));
    // Scaled to 64 bits first: numerator and n^2 may be larger than doubles.
    int shift = Math.max(0, variance.bitLength() - 64) & ~1;
    return Math.scalb(
        Math.sqrt(variance.shiftRight(shift).doubleValue()) / count, shift / 2 - UNIT);
  }
}
