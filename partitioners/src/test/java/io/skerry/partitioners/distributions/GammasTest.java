package io.skerry.partitioners.distributions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skerry.core.random.RandomKey;
import io.skerry.core.random.RandomStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class GammasTest {

  @ParameterizedTest(name = "shape {0}")
  @ValueSource(doubles = {0.3, 1, 2.5, 40})
  void log_manyDraws_haveTheGammasMoments(double shape) {
    int draws = 200_000;
    RandomStream stream = RandomKey.of(11).stream();
    double mean = 0;
    double squares = 0;
    for (int i = 0; i < draws; i++) {
      double x = Math.exp(Gammas.log(stream, shape));
      mean += x / draws;
      squares += (x - shape) * (x - shape) / draws;
    }

    assertEquals(shape, mean, 4.5 * Math.sqrt(shape / draws));
    assertEquals(1, squares / shape, 4.5 * Math.sqrt((2 + 6 / shape) / draws));
  }

  @ParameterizedTest(name = "shape {0}")
  @ValueSource(doubles = {1e-4, 1e-100, Double.MIN_VALUE, 1e300})
  void log_extremeShapes_isFinite(double shape) {
    RandomStream stream = RandomKey.of(12).stream();
    double mean = 0;
    for (int i = 0; i < 10_000; i++) {
      double log = Gammas.log(stream, shape);
      assertTrue(Double.isFinite(log));
      mean += log / 10_000;
    }
    if (shape == 1e-4) {
      // E log Gamma(a) = digamma(a), about -1 / a for small a, with variance about 1 / a^2.
      assertEquals(-1e4, mean, 450);
    }
  }
}
