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
    boolean inside = true;
    for (int i = 0; i < vector.length; i++) {
      // The comparison is false for NaN.
      inside &= Math.abs(vector[i]) <= range;
      target[i] = (long) Math.rint(vector[i] * scale) * weight;
    }
    return inside;
  }
}
