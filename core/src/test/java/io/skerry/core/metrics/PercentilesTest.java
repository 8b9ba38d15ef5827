package io.skerry.core.metrics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

final class PercentilesTest {

  @Test
  void of_elevenValues_areValuesThemselves() {
    double[] values = {10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0};

    assertEquals(new Percentiles(1, 5, 9), Percentiles.of(values));
  }

  @Test
  void of_twoValues_liesBetweenThem() {
    assertEquals(new Percentiles(1.5, 3.5, 5.5), Percentiles.of(new double[] {6, 1}));
  }

  @Test
  void of_fourValues_interpolatesBetweenClosestRanks() {
    // Ranks 0.3, 1.5 and 2.7 of 0, 10, 20, 40.
    Percentiles percentiles = Percentiles.of(new double[] {20, 0, 40, 10});

    assertEquals(3, percentiles.p10(), 1e-12);
    assertEquals(15, percentiles.p50(), 1e-12);
    assertEquals(34, percentiles.p90(), 1e-12);
  }

  @Test
  void of_oneValue_isThatValue() {
    assertEquals(new Percentiles(0.25, 0.25, 0.25), Percentiles.of(new double[] {0.25}));
  }

  @Test
  void of_values_leavesThemInOrder() {
    double[] values = {3, 1, 2};
    Percentiles.of(values);

    assertArrayEquals(new double[] {3, 1, 2}, values);
  }
}
