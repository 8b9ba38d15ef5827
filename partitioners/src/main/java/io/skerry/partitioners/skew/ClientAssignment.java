package io.skerry.partitioners.skew;

import java.io.Serializable;

/** A plan: a function from an example to its client. Every client gets at least one example. */
public interface ClientAssignment extends Serializable {
  /** Stands for a client where an example is left out. */
  int NOBODY = -1;

  /** Stands for a client where an example goes to each of them. */
  int EVERYBODY = -2;

  /** Number of clients. */
  int clients();

  /**
   * The client of an example: 0..clients-1, {@link #NOBODY} or {@link #EVERYBODY}.
   *
   * @param ordinal position of the example in the data, below the number of examples
   * @param label its class
   * @param rank how many examples of the same class have a smaller ordinal
   */
  int client(long ordinal, int label, long rank);
}
