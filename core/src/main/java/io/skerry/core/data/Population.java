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
   * Boundaries of {@code parts} ranges of about equal cost: parts + 1 ascending ordinals, the first
   * 0, the last the number of clients. A range may be empty.
   */
  default long[] bounds(int parts) {
    long clients = spec().clients();
    long[] bounds = new long[parts + 1];
    for (int i = 0; i <= parts; i++) {
      bounds[i] = Math.floorDiv(clients, parts) * i + Math.min(i, Math.floorMod(clients, parts));
    }
    return bounds;
  }

  /** Test examples that belong to no client, in chunks that stand in for clients. */
  default Optional<Population> centralTest() {
    return Optional.empty();
  }
}
