package io.skerry.partitioners.skew;

import io.skerry.core.random.KeyedPermutation;
import io.skerry.core.random.RandomKey;
import io.skerry.partitioners.quantity.ClientSizes;
import io.skerry.partitioners.quantity.EqualSizes;
import io.skerry.partitioners.quantity.Runs;
import java.util.Arrays;

/**
 * No skew but that of the sizes: the examples in random order, dealt in runs.
 *
 * @param sizes how many each client gets
 */
public record Iid(ClientSizes sizes) implements LabelPartitioner {

  /** Sizes that differ by one at most. */
  public Iid(int clients) {
    this(new EqualSizes(clients));
  }

  @Override
  public ClientAssignment plan(long[] labelCounts, RandomKey key) {
    long total = Arrays.stream(labelCounts).sum();
    return new Plan(sizes.runs(total, key.child("sizes")), new KeyedPermutation(total, key));
  }

  private record Plan(Runs runs, KeyedPermutation permutation) implements ClientAssignment {
    @Override
    public int clients() {
      return runs.clients();
    }

    @Override
    public int client(long ordinal, int label, long rank) {
      long position = permutation.apply(ordinal);
      return position < runs.total() ? runs.client(position) : NOBODY;
    }
  }
}
