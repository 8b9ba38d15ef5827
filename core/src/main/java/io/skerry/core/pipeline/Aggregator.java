package io.skerry.core.pipeline;

import io.skerry.core.sum.Encoding;
import java.io.Serializable;
import java.util.OptionalDouble;

/**
 * Combines encoded updates. Merge is exactly associative and commutative and zero is neutral: equal
 * bits in any grouping and order. Add and merge may change their first argument and no other.
 *
 * @param <A> accumulator
 */
public interface Aggregator<A extends Serializable> extends Serializable {

  /** The integer weight with which a client of {@code samples} training examples enters. */
  long weight(int samples);

  /** The empty accumulator for updates of {@code length} values. */
  A zero(int length);

  /** Adds one client's encoded update, which carries its weight already. */
  A add(A accumulator, long[] encoded, long weight);

  /** Combines two accumulators. */
  A merge(A left, A right);

  /** Decodes the combined update. */
  float[] finish(A accumulator, Encoding encoding);

  /**
   * What {@link #finish} divides the plain sum of the updates by; empty where its result is
   * something else, such as a mean that is weighted by examples.
   */
  default OptionalDouble divisor(A accumulator) {
    return OptionalDouble.empty();
  }
}
