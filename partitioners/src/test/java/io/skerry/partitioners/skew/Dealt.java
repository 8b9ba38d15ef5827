package io.skerry.partitioners.skew;

import io.skerry.core.random.RandomKey;
import java.util.Arrays;

/** What a plan hands out. */
final class Dealt {
  private Dealt() {}

  /** Examples of each class that each client gets, by client and class, where labels are sorted. */
  static int[][] quotas(LabelPartitioner partitioner, long seed, long... counts) {
    ClientAssignment plan = partitioner.plan(counts, key(seed));
    int[][] quotas = new int[plan.clients()][counts.length];
    long ordinal = 0;
    for (int label = 0; label < counts.length; label++) {
      for (long rank = 0; rank < counts[label]; rank++) {
        int client = plan.client(ordinal++, label, rank);
        if (client != ClientAssignment.NOBODY) {
          quotas[client][label]++;
        }
      }
    }
    return quotas;
  }

  /** Examples that each client gets. */
  static int[] sizes(LabelPartitioner partitioner, long seed, long... counts) {
    return Arrays.stream(quotas(partitioner, seed, counts))
        .mapToInt(quota -> Arrays.stream(quota).sum())
        .toArray();
  }

  static RandomKey key(long seed) {
    return RandomKey.of(seed).child("partitioner");
  }
}
