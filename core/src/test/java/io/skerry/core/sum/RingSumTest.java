package io.skerry.core.sum;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.skerry.core.RoundTrip;
import org.junit.jupiter.api.Test;

final class RingSumTest {

  @Test
  void add_updatesAndNoise_sumsValuesAndWeights() {
    RingSum sum = new RingSum(2);
    sum.add(new long[] {5, -6}, 3);
    sum.add(new long[] {1, 1}, 0);
    sum.add(new long[] {10, 10});

    assertArrayEquals(new long[] {16, 5}, sum.values());
    assertEquals(3, sum.weight());
  }

  @Test
  void add_beyondTheRing_wrapsSoThatMasksCancel() {
    RingSum sum = new RingSum(1);
    sum.add(new long[] {Long.MAX_VALUE}, 1);
    sum.add(new long[] {Long.MAX_VALUE}, 1);
    sum.add(new long[] {2 - Long.MAX_VALUE}, 1);
    sum.add(new long[] {5 - Long.MAX_VALUE}, 1);

    assertArrayEquals(new long[] {7}, sum.values());
  }

  @Test
  void merge_anotherSum_changesOnlyTheFirst() {
    RingSum left = new RingSum(1);
    left.add(new long[] {1}, 2);
    RingSum right = new RingSum(1);
    right.add(new long[] {10}, 20);

    RingSum merged = left.merge(RoundTrip.of(right));

    assertArrayEquals(new long[] {11}, merged.values());
    assertEquals(22, merged.weight());
    assertArrayEquals(new long[] {10}, right.values());
    assertEquals(20, right.weight());
  }

  @Test
  void add_anotherLength_isAnError() {
    RingSum sum = new RingSum(2);

    assertThrows(IllegalArgumentException.class, () -> sum.add(new long[1], 1));
    assertThrows(IllegalArgumentException.class, () -> sum.merge(new RingSum(3)));
  }
}
