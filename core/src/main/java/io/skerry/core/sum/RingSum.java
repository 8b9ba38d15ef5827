package io.skerry.core.sum;

import java.io.Serializable;

/** A sum of encoded updates: wrap-around addition, so every grouping and order gives equal bits. */
public final class RingSum implements Serializable {
  private static final long serialVersionUID = 1L;

  private final long[] values;
  private long weight;

  /** The empty sum of vectors of {@code length} values. */
  public RingSum(int length) {
    this.values = new long[length];
  }

  /** Adds one encoded update. */
  public void add(long[] encoded, long weight) {
    add(encoded);
    this.weight += weight;
  }

  /** Adds a vector without weight, such as noise. */
  public void add(long[] encoded) {
    if (encoded.length != values.length) {
      throw new IllegalArgumentException(encoded.length + " values for a sum of " + values.length);
    }
    for (int i = 0; i < values.length; i++) {
      values[i] += encoded[i];
    }
  }

  /** Adds another sum to this one. */
  public RingSum merge(RingSum other) {
    add(other.values);
    weight += other.weight;
    return this;
  }

  /** Replaces values and weight, as a server does that takes masks off them. */
  public void replace(long[] unmasked, long unmaskedWeight) {
    System.arraycopy(unmasked, 0, values, 0, values.length);
    weight = unmaskedWeight;
  }

  /** The sums, in units of 2^-s; not a copy. */
  public long[] values() {
    return values;
  }

  /** Sum of the weights of the clients added. */
  public long weight() {
    return weight;
  }
}
