package io.skerry.core.sum;

import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * Encodes clipped vectors so that the integers themselves obey the clip: rounds toward zero, and
 * where the exact squared norm still exceeds floor((C 2^s)^2) scales down and rounds toward zero
 * again. The sensitivity of a sum of such vectors is C, whatever floating point did before.
 */
public final class NormEncoding implements Encoding {
  private static final long serialVersionUID = 1L;

  private final int bits;
  private final double clip;
  private final BigInteger bound;

  /**
   * @param clip C, the largest L2 norm
   * @param bits s, the fractional bits; C 2^s must be below 2^62
   */
  public NormEncoding(double clip, int bits) {
    this.clip = clip;
    this.bits = bits;
    BigDecimal scaled = new BigDecimal(clip).multiply(BigDecimal.valueOf(2).pow(bits));
    this.bound = scaled.multiply(scaled).toBigInteger();
    if (bound.bitLength() > 124) {
      throw new IllegalArgumentException("clip " + clip + " times 2^" + bits + " exceeds the ring");
    }
  }

  @Override
  public int bits() {
    return bits;
  }

  /** C, the largest L2 norm. */
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
    double square = even + odd;
    // Beyond twice the clip it was never clipped, and its exact norm might not fit; false for NaN.
    if (!(Math.sqrt(square) <= 2 * clip * scale)) {
      return false;
    }
    for (BigInteger norm = squaredNorm(target); norm.compareTo(bound) > 0; ) {
      double shrink = Math.sqrt(bound.doubleValue() / norm.doubleValue()) * (1 - 0x1p-50);
      for (int i = 0; i < vector.length; i++) {
        target[i] = (long) (target[i] * shrink);
      }
      norm = squaredNorm(target);
    }
    return true;
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
