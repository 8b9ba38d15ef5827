package io.skerry.partitioners.quantity;

import io.skerry.core.InvalidInputException;
import io.skerry.core.random.RandomKey;
import java.util.List;

/**
 * A size for each client, in their order. What is left of the data after them belongs to nobody.
 *
 * @param sizes at least 1 each
 */
public record ListedSizes(List<Integer> sizes) implements ClientSizes {
  public ListedSizes {
    sizes = List.copyOf(sizes);
    if (sizes.isEmpty() || sizes.stream().anyMatch(size -> size < 1)) {
      throw new InvalidInputException(
          "partitioner.sizes: expected a number of at least 1 for each client, not " + sizes);
    }
  }

  @Override
  public int clients() {
    return sizes.size();
  }

  @Override
  public Runs runs(long total, RandomKey key) {
    long[] counts = sizes.stream().mapToLong(Integer::longValue).toArray();
    Runs runs = ListedRuns.ofSizes(counts);
    if (runs.total() > total) {
      throw new InvalidInputException(
          "partitioner.sizes: expected at most "
              + total
              + " examples in all, as the data has, not "
              + runs.total());
    }
    return runs;
  }
}
