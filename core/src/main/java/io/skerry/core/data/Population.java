package io.skerry.core.data;

import java.io.Serializable;
import java.util.Optional;

/**
 * A handle on clients 0..n-1 by which any machine opens any range of them. The clients are the same
 * whichever ranges are opened.
 */
public interface Population extends Serializable {

  PopulationSpec spec();

  /** Opens clients {@code from..until}: reads or prepares them for reading. */
  ClientBlock open(long from, long until);

  /**
   * Expected cost of the clients before {@code ordinal}, in examples; where nobody counted, a
   * client costs 1.
   */
  default double costBefore(long ordinal) {
    return ordinal;
  }

  /**
   * Whether clients are read or computed one by one, whenever they are wanted: then a block holds
   * none, and opening one costs nothing.
   */
  default boolean onDemand() {
    return false;
  }

  /** Test examples that belong to no client, in chunks that stand in for clients. */
  default Optional<Population> centralTest() {
    return Optional.empty();
  }
}
