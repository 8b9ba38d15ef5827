package io.skerry.partitioners.skew;

import io.skerry.core.InvalidInputException;
import io.skerry.core.random.KeyedPermutation;
import io.skerry.core.random.RandomKey;
import io.skerry.partitioners.quantity.ClientSizes;
import io.skerry.partitioners.quantity.EqualSizes;
import io.skerry.partitioners.quantity.Runs;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Shards (McMahan et al. 2017; Flower Datasets): examples in the order of their labels are cut into
 * shards of one size, which are dealt to the clients at random. What no client gets belongs to
 * nobody.
 *
 * @param clients number of clients
 * @param shardsPerClient how many each client gets; null for all there are, in numbers that differ
 *     by one at most
 * @param shardSize examples in a shard; null for as many as let each client get its shards
 * @param keepIncomplete whether the last shard may be smaller; nothing where both numbers are given
 */
public record Shards(
    int clients,
    @Nullable Integer shardsPerClient,
    @Nullable Integer shardSize,
    boolean keepIncomplete)
    implements LabelPartitioner {

  public Shards {
    ClientSizes.checkClients(clients);
    if (shardsPerClient == null && shardSize == null) {
      throw new InvalidInputException(
          "partitioner.shard-size: missing, expected it or partitioner.shards-per-client");
    }
    checkPositive("partitioner.shards-per-client", shardsPerClient);
    checkPositive("partitioner.shard-size", shardSize);
  }

  private static void checkPositive(String key, @Nullable Integer value) {
    if (value != null && value < 1) {
      throw new InvalidInputException(key + ": expected at least 1, not " + value);
    }
  }

  @Override
  public ClientAssignment plan(long[] labelCounts, RandomKey key) {
    long total = Arrays.stream(labelCounts).sum();
    ClientSizes.checkEnough(total, clients);
    boolean fixed = shardsPerClient != null && shardSize != null;
    long size = shardSize != null ? shardSize : total / wanted();
    if (size < 1 || (fixed && size * wanted() > total)) {
      throw new InvalidInputException(
          "partitioner.shards-per-client: "
              + wanted()
              + " shards"
              + (fixed ? " of " + size : "")
              + " are more than "
              + total
              + " examples, expected fewer");
    }
    long shards = keepIncomplete && !fixed ? (total + size - 1) / size : total / size;
    long dealt = shardsPerClient == null ? shards : wanted();
    if (dealt < clients) {
      throw new InvalidInputException(
          "partitioner.shard-size: expected a shard for each of "
              + clients
              + " clients, but there are "
              + shards
              + " of "
              + size);
    }
    long[] starts = new long[labelCounts.length];
    KeyedPermutation[] within = new KeyedPermutation[labelCounts.length];
    for (int label = 0; label < starts.length; label++) {
      starts[label] = label == 0 ? 0 : starts[label - 1] + labelCounts[label - 1];
      within[label] = new KeyedPermutation(labelCounts[label], key.child("label").child(label));
    }
    return new Plan(
        starts,
        within,
        size,
        shards,
        new KeyedPermutation(shards, key.child("shards")),
        EqualSizes.of(dealt, clients));
  }

  /** Shards for all clients; only asked for where each gets a number of them. */
  private long wanted() {
    return shardsPerClient == null ? 1 : (long) clients * shardsPerClient;
  }

  private record Plan(
      long[] starts,
      KeyedPermutation[] within,
      long size,
      long shards,
      KeyedPermutation order,
      Runs dealt)
      implements ClientAssignment {
    @Override
    public int clients() {
      return dealt.clients();
    }

    @Override
    public int client(long ordinal, int label, long rank) {
      long shard = (starts[label] + within[label].apply(rank)) / size;
      if (shard >= shards) {
        return NOBODY;
      }
      long turn = order.apply(shard);
      return turn < dealt.total() ? dealt.client(turn) : NOBODY;
    }
  }
}
