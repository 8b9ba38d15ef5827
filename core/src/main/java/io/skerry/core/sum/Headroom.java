package io.skerry.core.sum;

/** How many fractional bits a sum leaves in the ring. */
public final class Headroom {
  /** Finer units than this add nothing to a float's 24 bits. */
  private static final int MOST_BITS = 60;

  private Headroom() {}

  /** The largest s at which {@code magnitude} 2^s stays below 2^62, at most 60. */
  public static int bits(double magnitude) {
    if (!(magnitude > 0) || Double.isInfinite(magnitude)) {
      throw new IllegalArgumentException("a sum's magnitude must be positive, not " + magnitude);
    }
    // Rounding can exceed the real value by half a unit per client: one spare bit covers it.
    return Math.min(MOST_BITS, 61 - Math.getExponent(magnitude));
  }
}
