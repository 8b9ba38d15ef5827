package io.skerry.partitioners.skew;

import io.skerry.core.InvalidInputException;
import java.io.Serializable;
import java.util.Arrays;

/**
 * Positions 0..total-1 in one run per client, of sizes that differ by one at most, larger ones
 * first.
 */
record EqualSizes(long total, int clients) implements Serializable {

  static EqualSizes of(long[] labelCounts, int clients) {
    long total = Arrays.stream(labelCounts).sum();
    if (total < clients) {
      throw new InvalidInputException(
          "partitioner.clients: expected at most " + total + ", one an example, not " + clients);
    }
    return new EqualSizes(total, clients);
  }

  static int checkClients(int clients) {
    if (clients < 1) {
      throw new InvalidInputException("partitioner.clients: expected at least 1, not " + clients);
    }
    return clients;
  }

  long size(int client) {
    return total / clients + (client < total % clients ? 1 : 0);
  }

  int client(long position) {
    long small = total / clients;
    long larger = total % clients;
    long split = larger * (small + 1);
    return (int) (position < split ? position / (small + 1) : larger + (position - split) / small);
  }
}
