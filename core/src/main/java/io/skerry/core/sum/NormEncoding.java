package io.skerry.core.sum;

import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * Encodes clipped vectors so that the integers themselves obey the clip: rounds toward zero, and
 * where the exact squared L2 norm still exceeds floor((C 2^s)^2), or the exact L1 norm floor(C
 * 2^s), scales down and rounds toward zero again. The sensitivity of a sum of such vectors is C,
 * whatever floating point did before.
 */
public final class NormEncoding implements Encoding {
  private static final long serialVersionUID = 1L;

  private final Norm norm;
  private final int bits;
  private final double clip;
  private final BigInteger bound;

  /**
   * @param norm what C bounds
   * @param clip C, the largest norm
   * @param bits s, the fractional bits; C 2^s must be below 2^62, for the L1 norm 2^61
   */
  public NormEncoding(Norm norm, double clip, int bits) {
    this.norm = norm;
    this.clip = clip;
    this.bits = bits;
    BigDecimal scaled = new BigDecimal(clip).multiply(BigDecimal.valueOf(2).pow(bits));
    this.bound = (norm == Norm.L1 ? scaled : scaled.multiply(scaled)).toBigInteger();
    if (bound.bitLength() > (norm == Norm.L1 ? 61 : 124)) {
      throw new IllegalArgumentException("clip " + clip + " times 2^" + bits + " exceeds the ring");
    }
  }

  @Override
  public int bits() {
    return bits;
  }

  /** C, the largest norm. */
  public double clip() {
    return clip;
  }

  /** Encodes with weight 1; a clipped vector carries its weight already. */
  @Override
  public boolean encode(float[] vector, long weight, long[] target) {
    if (weight != 1) {
      throw new IllegalArgumentException("an update under a clip has weight 1, not " + weight);
    }
    double scale = Math.scalb(1.0, bits);
    double length =
        norm == Norm.L1 ? truncateL1(vector, scale, target) : truncateL2(vector, scale, target);
    // Beyond twice the clip it was never clipped, and its exact norm might not fit; false for NaN.
    if (!(length <= 2 * clip * scale)) {
      return false;
    }
    for (BigInteger size = exact(target); size.compareTo(bound) > 0; ) {
      double ratio = bound.doubleValue() / size.doubleValue();
      double shrink = (norm == Norm.L1 ? ratio : Math.sqrt(ratio)) * (1 - 0x1p-50);
      for (int i = 0; i < vector.length; i++) {
        target[i] = (long) (target[i] * shrink);
      }
      size = exact(target);
    }
    return true;
  }

  /** What is held against the bound. */
  private BigInteger exact(long[] vector) {
    return norm == Norm.L1 ? BigInteger.valueOf(l1Norm(vector)) : squaredNorm(vector);
  }

  /** Rounds toward zero; the L1 norm before. */
  private static double truncateL1(float[] vector, double scale, long[] target) {
    double sum = 0;
    for (int i = 0; i < vector.length; i++) {
      double value = vector[i] * scale;
      sum += Math.abs(value);
      target[i] = (long) value;
    }
    return sum;
  }

  /** Rounds toward zero; the L2 norm before. */
  private static double truncateL2(float[] vector, double scale, long[] target) {
    // Two sums, which a processor adds side by side.
    double even = 0;
    double odd = 0;
    for (int i = 0; i < vector.length; i += 2) {
      double value = vector[i] * scale;
      even += value * value;
      target[i] = (long) value;
      if (i + 1 < vector.length) {
        double next = vector[i + 1] * scale;
        odd += next * next;
        target[i + 1] = (long) next;
      }
    }
    return Math.sqrt(even + odd);
  }

  /** The exact sum of magnitudes, which must be below 2^63. */
  private static long l1Norm(long[] vector) {
    long sum = 0;
    for (long value : vector) {
      sum = Math.addExact(sum, Math.absExact(value));
    }
    return sum;
  }

  /** The exact sum of squares. */
  public static BigInteger squaredNorm(long[] vector) {
    long high = 0;
    long low = 0;
    for (long value : vector) {
      long square = value * value;
      high += Math.multiplyHigh(value, value);
      low += square;
      high += Long.compareUnsigned(low, square) < 0 ? 1 : 0;
    }
    return BigInteger.valueOf(high)
        .shiftLeft(64)
        .add(new BigInteger(1, java.nio.ByteBuffer.allocate(8).putLong(low).array()));
  }
}
