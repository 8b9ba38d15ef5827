package io.skerry.core.data;

import java.io.Serializable;
import java.util.function.Consumer;

/** A range of clients of a population, readable by ordinal and safe to read from many threads. */
public interface ClientBlock extends Serializable {
  /** A round after which clients do not drift any more. */
  int LAST_ROUND = Integer.MAX_VALUE;

  /** First ordinal. */
  long from();

  /** One past the last ordinal. */
  long until();

  /** The client with this ordinal, which must lie in the range, as it is after all drift. */
  ClientData client(long ordinal);

  /** The client as it is in a round, counted from 1; rounds differ only where clients drift. */
  default ClientData client(long ordinal, int round) {
    return client(ordinal);
  }

  /**
   * Visits the clients with these ascending ordinals as they are in a round, in their order. A
   * block that reads clients when they are wanted reads these together.
   */
  default void forEach(long[] ordinals, int round, Consumer<ClientData> visitor) {
    for (long ordinal : ordinals) {
      visitor.accept(client(ordinal, round));
    }
  }
}
