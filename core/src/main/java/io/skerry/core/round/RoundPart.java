package io.skerry.core.round;

import io.skerry.core.metrics.ClientRows;
import io.skerry.core.pipeline.Aggregator;
import java.io.Serializable;

/**
 * What some of a round's clients yield together.
 *
 * @param <A> accumulator of the aggregator
 */
public final class RoundPart<A extends Serializable> implements Serializable {
  private static final long serialVersionUID = 1L;

  private A sum;
  private final ClientRows rows = new ClientRows();

  RoundPart(A zero) {
    this.sum = zero;
  }

  /** The updates, combined. */
  public A sum() {
    return sum;
  }

  /** One row a client, in no particular order. */
  public ClientRows rows() {
    return rows;
  }

  void add(Aggregator<A> aggregator, long[] encoded, long weight) {
    sum = aggregator.add(sum, encoded, weight);
  }

  RoundPart<A> merge(RoundPart<A> other, Aggregator<A> aggregator) {
    sum = aggregator.merge(sum, other.sum);
    rows.addAll(other.rows);
    return this;
  }
}
