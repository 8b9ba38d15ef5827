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
}
