package io.skerry.partitioners.distributions;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.skerry.core.random.RandomKey;
import io.skerry.core.random.RandomStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class NormalsTest {

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3})
  void next_manyDraws_haveTheNormalsDistribution(long seed) {
    int draws = 1_000_000;
    double[] bounds = {-4, -3.442619855899, -2, -1, -0.2, 0, 0.5, 1.5, 3, 3.8};
    double[] belowExpected = {
      3.167124183e-5,
      2.880627e-4,
      0.02275013195,
      0.15865525393,
      0.42074029056,
      0.5,
      0.69146246127,
      0.93319279873,
      0.99865010197,
      0.99992765196
    };
    int[] below = new int[bounds.length];
    double[] moments = new double[4];
    RandomStream stream = RandomKey.of(seed).stream();
    for (int i = 0; i < draws; i++) {
      double x = Normals.next(stream);
      double power = x;
      for (int m = 0; m < 4; m++) {
        moments[m] += power / draws;
        power *= x;
      }
      for (int b = 0; b < bounds.length; b++) {
        below[b] += x < bounds[b] ? 1 : 0;
      }
    }

    // Four and a half standard errors.
    double[] variances = {1, 2, 15, 96};
    double[] expected = {0, 1, 0, 3};
    for (int m = 0; m < 4; m++) {
      assertEquals(expected[m], moments[m], 4.5 * Math.sqrt(variances[m] / draws));
    }
    for (int b = 0; b < bounds.length; b++) {
      double p = belowExpected[b];
      assertEquals(p * draws, below[b], 4.5 * Math.sqrt(p * (1 - p) * draws));
    }
  }
}
