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
  private final ControlRows controls = new ControlRows();

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

  /** The clients' control variates as they are now; none where the algorithm has none. */
  public ControlRows controls() {
    return controls;
  }

  void add(Aggregator<A> aggregator, long[] encoded, long weight) {
    sum = aggregator.add(sum, encoded, weight);
  }

  RoundPart<A> merge(RoundPart<A> other, Aggregator<A> aggregator) {
    sum = aggregator.merge(sum, other.sum);
    rows.addAll(other.rows);
    controls.addAll(other.controls);
    return this;
  }
}
