package io.skerry.core.sum;

import java.io.Serializable;

/**
 * How a float vector becomes a vector of the ring of 64-bit integers: each value as a multiple of
 * 2^-bits, times the client's integer weight.
 */
public interface Encoding extends Serializable {

  /** The least number of fractional bits with which a round runs. */
  int LEAST_BITS = 24;

  /** Fractional bits s: one unit of the ring is 2^-s. */
  int bits();

  /**
   * Encodes {@code vector} times {@code weight} into {@code target}.
   *
   * @return false where the vector cannot be encoded (a value out of range or not finite); the
   *     target then holds no update
   */
  boolean encode(float[] vector, long weight, long[] target);
}
