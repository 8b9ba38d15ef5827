package io.skerry.core.data;

import java.io.Serializable;

/** A range of clients of a population, readable by ordinal and safe to read from many threads. */
public interface ClientBlock extends Serializable {

  /** First ordinal. */
  long from();

  /** One past the last ordinal. */
  long until();

  /** The client with this ordinal, which must lie in the range. */
  ClientData client(long ordinal);

  /** The client as it is in a round, counted from 1; rounds differ only where clients drift. */
  default ClientData client(long ordinal, int round) {
    return client(ordinal);
  }
}
