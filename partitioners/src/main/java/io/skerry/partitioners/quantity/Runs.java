package io.skerry.partitioners.quantity;

import java.io.Serializable;

/** Positions 0..total-1 in one run per client, each of at least one position. */
public interface Runs extends Serializable {
  int clients();

  /** Positions in all runs together. */
  long total();

  /** Positions in a client's run. */
  long size(int client);

  /** The client whose run holds {@code position}, which must be below the total. */
  int client(long position);
}
