package io.skerry.privacy.sampling;

import java.io.Serializable;
import java.util.function.LongSupplier;

/** A distribution over the integers, symmetric around 0. */
public interface IntegerLaw extends Serializable {

  /**
   * One draw.
   *
   * @param bits uniform over all 2^64 values, each call independent of the others
   */
  long draw(LongSupplier bits);

  /** Adds an independent draw to each value. */
  default void addTo(long[] target, LongSupplier bits) {
    for (int i = 0; i < target.length; i++) {
      target[i] += draw(bits);
    }
  }
}
