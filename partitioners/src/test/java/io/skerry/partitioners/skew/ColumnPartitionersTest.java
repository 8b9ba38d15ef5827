package io.skerry.partitioners.skew;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.skerry.core.InvalidInputException;
import io.skerry.core.random.RandomKey;
import io.skerry.partitioners.skew.GroupedNaturalIds.Mode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

final class ColumnPartitionersTest {

  @Test
  void groups_sevenIdsInThrees_followTheMode() {
    assertArrayEquals(new int[] {0, 0, 0, 1, 1, 1, 2}, groups(7, Mode.ALLOW_SMALLER));
    assertArrayEquals(new int[] {0, 0, 0, 0, 1, 1, 1}, groups(7, Mode.ALLOW_BIGGER));
    assertArrayEquals(
        new int[] {0, 0, 0, 1, 1, 1, ClientAssignment.NOBODY}, groups(7, Mode.DROP_REMAINDER));
    assertArrayEquals(new int[] {0, 0, 0, 1, 1, 1}, groups(6, Mode.STRICT));
    assertArrayEquals(new int[] {0, 0}, groups(2, Mode.ALLOW_SMALLER));
  }

  @Test
  void groups_impossible_areRefused() {
    assertRefused(
        "partitioner.group-size: the 7 ids of site are not groups of 3, expected a divisor",
        () -> groups(7, Mode.STRICT));
    assertRefused(
        "partitioner.group-size: expected at most the 2 ids of site, not 3",
        () -> groups(2, Mode.ALLOW_BIGGER));
    assertRefused(
        "partitioner.group-size: expected at least 1, not 0",
        () -> new GroupedNaturalIds("site", 0, Mode.STRICT));
    assertRefused(
        "partitioner.column: expected the name of a column",
        () -> new GroupedNaturalIds(" ", 1, Mode.STRICT));
  }

  @Test
  void score_strict_isTheValueInStandardDeviations() {
    ContinuousColumn strict = new ContinuousColumn("age", 2, 1);

    assertEquals(1.5, strict.score(3, 2, 0, RandomKey.of(1)));
  }

  @Test
  void score_halfStrict_mixesValueAndStandardNormalNoise() {
    ContinuousColumn half = new ContinuousColumn("age", 2, 0.5);
    RandomKey key = RandomKey.of(1);
    int n = 10_000;
    double mean = 0;
    double squares = 0;
    for (int i = 0; i < n; i++) {
      double noise = 2 * half.score(6, 2, i, key) - 3;
      mean += noise / n;
      squares += noise * noise / n;
    }

    assertEquals(0, mean, 0.05);
    assertEquals(1, squares, 0.07);
  }

  @Test
  void deviation_ofValuesThatAreAlike_isRefusedUnlessItDoesNotMatter() {
    ExactMoments same = ExactMoments.NONE.plus(7).plus(7);

    assertEquals(0, new ContinuousColumn("age", 2, 0).deviation(same));
    assertRefused(
        "partitioner.column: the values of age have the standard deviation 0.0, expected values"
            + " that differ, or partitioner.strictness: 0",
        () -> new ContinuousColumn("age", 2, 0.1).deviation(same));
  }

  @Test
  void continuous_badInput_isRefused() {
    assertRefused(
        "partitioner.strictness: expected a number from 0 to 1, not 1.5",
        () -> new ContinuousColumn("age", 2, 1.5));
    for (String value : new String[] {"", "old", "NaN", "1e99"}) {
      assertRefused(
          "partitioner.column: expected a finite number in each example, but age holds '"
              + value
              + "'",
          () -> new ContinuousColumn("age", 2, 1).number(value));
    }
  }

  @Test
  void moments_anyOrder_areTheSameAndExact() {
    float[] values = {1e30f, -3.5f, Float.MIN_VALUE, 0.1f, -1e30f, 0, 7e-42f};
    ExactMoments forwards = ExactMoments.NONE;
    ExactMoments backwards = ExactMoments.NONE;
    for (int i = 0; i < values.length; i++) {
      forwards = forwards.plus(values[i]);
      backwards = ExactMoments.NONE.plus(values[i]).plus(backwards);
    }

    assertEquals(forwards, backwards);
    assertEquals(1e30 * Math.sqrt(2 / 7.0), forwards.deviation(), 1e23);
    ExactMoments small = ExactMoments.NONE.plus(1).plus(2).plus(3).plus(4);
    assertEquals(Math.sqrt(1.25), small.deviation(), 1e-15);
    ExactMoments tiny = ExactMoments.NONE.plus(Float.MIN_VALUE).plus(-Float.MIN_VALUE);
    assertEquals(Float.MIN_VALUE, tiny.deviation());
  }

  private static int[] groups(int ids, Mode mode) {
    return new GroupedNaturalIds("site", 3, mode).groups(ids);
  }

  private static void assertRefused(String sentence, Executable work) {
    assertEquals(sentence, assertThrows(InvalidInputException.class, work).getMessage());
  }
}
