package io.skerry.partitioners.skew;

import io.skerry.core.random.RandomKey;

/**
 * No skew: the examples in random order, dealt in runs whose sizes differ by one at most.
 *
 * @param clients number of clients
 */
public record Iid(int clients) implements LabelPartitioner {
  public Iid {
    EqualSizes.checkClients(clients);
  }

  @Override
  public ClientAssignment plan(long[] labelCounts, RandomKey key) {
    EqualSizes sizes = EqualSizes.of(labelCounts, clients);
    return new Plan(sizes, new KeyedPermutation(sizes.total(), key));
  }

  private record Plan(EqualSizes sizes, KeyedPermutation permutation) implements ClientAssignment {
    @Override
    public int clients() {
      return sizes.clients();
    }

    @Override
    public int client(long ordinal, int label, long rank) {
      return sizes.client(permutation.apply(ordinal));
    }
  }
}
