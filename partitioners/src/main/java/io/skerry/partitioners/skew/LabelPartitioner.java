package io.skerry.partitioners.skew;

import io.skerry.core.random.RandomKey;

/** Divides labelled examples among a given number of clients. */
public non-sealed interface LabelPartitioner extends ClientPartitioner {

  /**
   * The plan for examples of which {@code labelCounts[c]} have the label c. It takes memory in
   * clients x classes at most, whatever the number of examples, and always ends.
   *
   * @throws io.skerry.core.InvalidInputException if there are fewer examples than clients
   */
  ClientAssignment plan(long[] labelCounts, RandomKey key);
}
