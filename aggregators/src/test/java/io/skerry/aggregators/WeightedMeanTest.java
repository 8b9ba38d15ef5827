package io.skerry.aggregators;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skerry.aggregators.WeightedMean.Weights;
import io.skerry.core.InvalidInputException;
import io.skerry.core.sum.RangeEncoding;
import io.skerry.core.sum.RingSum;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class WeightedMeanTest {
  private static final RangeEncoding ENCODING = RangeEncoding.forSum(100, 100);

  @Test
  void finish_byExamples_isTheWeightedMean() {
    // (1 * (3, -2) + 3 * (7, 2)) / 4
    WeightedMean mean = WeightedMean.by(Weights.EXAMPLES);

    assertArrayEquals(new float[] {6, 1}, mean(mean, new int[] {1, 3}, 3, -2, 7, 2));
  }

  @Test
  void finish_uniform_ignoresExamples() {
    WeightedMean mean = WeightedMean.by(Weights.UNIFORM);

    assertArrayEquals(new float[] {5, 0}, mean(mean, new int[] {1, 3}, 3, -2, 7, 2));
  }

  @Test
  void finish_fixedDenominator_ignoresWhoCame() {
    WeightedMean mean = WeightedMean.over(4);

    assertArrayEquals(new float[] {2.5f, 0}, mean(mean, new int[] {1, 3}, 3, -2, 7, 2));
    assertArrayEquals(new float[] {0.75f, -0.5f}, mean(mean, new int[] {9}, 3, -2));
  }

  @Test
  void finish_clientsWithoutExamples_isAZeroUpdate() {
    WeightedMean mean = WeightedMean.by(Weights.EXAMPLES);

    assertArrayEquals(new float[] {0, 0}, mean(mean, new int[] {0, 0}, 3, -2, 7, 2));
  }

  @Test
  void finish_meanThatIsNoFloat_isRoundedOnce() {
    // 1 / 3 from an exact sum, not a sum of rounded thirds.
    WeightedMean mean = WeightedMean.by(Weights.UNIFORM);

    assertArrayEquals(new float[] {1 / 3f}, mean(mean, new int[] {1, 1, 1}, 1, 0, 0));
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
  void over_denominatorNotPositive_namesTheKey(double denominator) {
    InvalidInputException refusal =
        assertThrows(InvalidInputException.class, () -> WeightedMean.over(denominator));
    assertEquals(
        "aggregator.denominator: expected a positive number, not " + denominator,
        refusal.getMessage());
  }

  /** The mean of updates given one after the other, all of the same length. */
  private static float[] mean(WeightedMean mean, int[] samples, float... values) {
    int length = values.length / samples.length;
    RingSum sum = mean.zero(length);
    long[] encoded = new long[length];
    for (int k = 0; k < samples.length; k++) {
      float[] update = java.util.Arrays.copyOfRange(values, k * length, (k + 1) * length);
      long weight = mean.weight(samples[k]);
      assertTrue(ENCODING.encode(update, weight, encoded));
      sum = mean.add(sum, encoded, weight);
    }
    return mean.finish(sum, ENCODING);
  }
}
