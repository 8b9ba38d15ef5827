package io.skerry.partitioners.skew;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skerry.core.InvalidInputException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class ShardsTest {
  /** MNIST's training labels. */
  private static final long[] MNIST = {5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949};

  @Test
  void plan_shardsAsLargeAsClasses_giveEachClientOneClass() {
    int[][] quotas = Dealt.quotas(new Shards(3, 1, 2, false), 1, 2, 2, 2);

    for (int[] quota : quotas) {
      assertArrayEquals(new int[] {0, 0, 2}, Arrays.stream(quota).sorted().toArray());
    }
  }

  @Test
  void plan_mnistTwoShardsOf300_givesEachOf100ClientsAtMostFourLabels() {
    int[][] quotas = Dealt.quotas(new Shards(100, 2, 300, false), 1, MNIST);

    int two = 0;
    for (int[] quota : quotas) {
      assertEquals(600, Arrays.stream(quota).sum());
      long labels = Arrays.stream(quota).filter(n -> n > 0).count();
      assertTrue(labels <= 4);
      two += labels <= 2 ? 1 : 0;
    }
    // A shard has a second label only at one of the nine borders between classes.
    assertTrue(two >= 100 - 9, two + " clients with at most two labels");
  }

  @Test
  void plan_sizeOnly_dealsAllWholeShards() {
    int[] sizes = Dealt.sizes(new Shards(9, null, 1000, false), 1, MNIST);

    assertArrayEquals(new int[] {7000, 7000, 7000, 7000, 7000, 7000, 6000, 6000, 6000}, sizes);
  }

  @Test
  void plan_incompleteShardKept_dealsEverything() {
    int[] sizes = Dealt.sizes(new Shards(10, null, 990, true), 1, MNIST);

    assertEquals(60_000, Arrays.stream(sizes).sum());
    // 60 shards of 990 and one of 600.
    assertEquals(1, Arrays.stream(sizes).filter(size -> size % 990 != 0).count());
  }

  @Test
  void plan_numberOnly_computesTheSize() {
    assertArrayEquals(new int[] {6, 6}, Dealt.sizes(new Shards(2, 2, null, false), 1, 7, 7));
  }

  @Test
  void shards_impossible_areRefused() {
    assertRefused(
        "partitioner.shard-size: missing, expected it or partitioner.shards-per-client",
        () -> new Shards(2, null, null, false));
    assertRefused(
        "partitioner.shard-size: expected at least 1, not 0", () -> new Shards(2, 1, 0, false));
    assertRefused(
        "partitioner.shards-per-client: 4 shards of 4 are more than 14 examples, expected fewer",
        () -> Dealt.sizes(new Shards(2, 2, 4, false), 1, 7, 7));
    assertRefused(
        "partitioner.shards-per-client: 16 shards are more than 14 examples, expected fewer",
        () -> Dealt.sizes(new Shards(2, 8, null, false), 1, 7, 7));
    assertRefused(
        "partitioner.shard-size: expected a shard for each of 3 clients, but there are 2 of 7",
        () -> Dealt.sizes(new Shards(3, null, 7, false), 1, 7, 7));
  }

  private static void assertRefused(
      String sentence, org.junit.jupiter.api.function.Executable work) {
    assertEquals(sentence, assertThrows(InvalidInputException.class, work).getMessage());
  }
}
