package io.skerry.clients;

import io.skerry.core.random.RandomKey;
import io.skerry.core.random.RandomStream;

/** The batches of one client at a time, one after the other. */
interface BatchStream {

  /**
   * Starts with another client.
   *
   * @param key the client's own for this round
   */
  void start(int samples, RandomKey key);

  /**
   * Goes on to the next batch; false where there is none.
   *
   * @param draws of the client
   */
  boolean next(RandomStream draws);

  /** Examples of the batch. */
  int size();

  /** Index of one of them among the client's examples. */
  int example(int row);

  /** What the sum of the batch's gradients is divided by. */
  double denominator();
}
