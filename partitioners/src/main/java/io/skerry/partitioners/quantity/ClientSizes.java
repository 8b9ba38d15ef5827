package io.skerry.partitioners.quantity;

import io.skerry.core.InvalidInputException;
import io.skerry.core.random.RandomKey;

/** How many examples each client gets. */
public interface ClientSizes {

  /** Number of clients, at least 1. */
  int clients();

  /**
   * The sizes for data of {@code total} examples, of which they may leave some out.
   *
   * @param key from which random sizes derive
   * @throws InvalidInputException if a client would get none
   */
  Runs runs(long total, RandomKey key);

  /** Checks a number of clients. */
  static int checkClients(int clients) {
    if (clients < 1) {
      throw new InvalidInputException("partitioner.clients: expected at least 1, not " + clients);
    }
    return clients;
  }

  /** Checks that each client can have an example. */
  static void checkEnough(long total, int clients) {
    if (total < clients) {
      throw new InvalidInputException(
          "partitioner.clients: expected at most " + total + ", one an example, not " + clients);
    }
  }
}
