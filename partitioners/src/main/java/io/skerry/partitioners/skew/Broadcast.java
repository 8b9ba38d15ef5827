package io.skerry.partitioners.skew;

import io.skerry.core.random.RandomKey;
import io.skerry.partitioners.quantity.ClientSizes;

/**
 * Every client has all examples: for clients that differ in what they see of them.
 *
 * @param clients number of clients
 */
public record Broadcast(int clients) implements LabelPartitioner {
  public Broadcast {
    ClientSizes.checkClients(clients);
  }

  @Override
  public ClientAssignment plan(long[] labelCounts, RandomKey key) {
    return new Plan(clients);
  }

  private record Plan(int clients) implements ClientAssignment {
    @Override
    public int client(long ordinal, int label, long rank) {
      return EVERYBODY;
    }
  }
}
