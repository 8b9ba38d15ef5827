package io.skerry.core.sum;

import io.skerry.core.InvalidInputException;

/**
 * Rounds to the nearest multiple of 2^-s and refuses values beyond a declared range.
 *
 * @param range largest absolute value of a coordinate
 * @param bits s, the fractional bits
 */
public record RangeEncoding(double range, int bits) implements Encoding {
  /**
   * Added to a number of at most 2^51 it leaves the nearest integer, ties to even, in the low bits:
   * half the work of a conversion.
   */
  private static final double ROUNDING = 0x1.8p52;

  /**
   * The finest encoding with which no sum of updates inside the range can wrap.
   *
   * @param range largest absolute value of a coordinate
   * @param weights an upper bound of the sum of the clients' weights
   * @throws InvalidInputException where the range is not positive or fewer than {@link
   *     Encoding#LEAST_BITS} bits fit
   */
  public static RangeEncoding forSum(double range, double weights) {
    if (!(range > 0 && range < Double.POSITIVE_INFINITY)) {
      throw new InvalidInputException("aggregator.range: expected a positive number, not " + range);
    }
    int bits = Headroom.bits(range * Math.max(1, weights));
    if (bits < LEAST_BITS) {
      throw new InvalidInputException(
          String.format(
              "aggregator.range: a sum of weight %.0f of coordinates up to %s leaves %d fractional"
                  + " bits of 64, expected at least %d; lower the range",
              weights, range, bits, LEAST_BITS));
    }
    return new RangeEncoding(range, bits);
  }

  @Override
  public boolean encode(float[] vector, long weight, long[] target) {
    double scale = Math.scalb(1.0, bits);
    boolean small = range * scale <= 0x1p51;
    long zero = Double.doubleToRawLongBits(ROUNDING);
    boolean inside = true;
    for (int i = 0; i < vector.length; i++) {
      double value = vector[i] * scale;
      // The comparison is false for NaN.
      inside &= Math.abs(vector[i]) <= range;
      long units =
          small ? Double.doubleToRawLongBits(value + ROUNDING) - zero : (long) Math.rint(value);
      target[i] = units * weight;
    }
    return inside;
  }
}
