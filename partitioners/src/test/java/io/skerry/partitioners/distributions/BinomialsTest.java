package io.skerry.partitioners.distributions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skerry.core.random.RandomKey;
import io.skerry.core.random.RandomStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class BinomialsTest {

  @ParameterizedTest(name = "n {0}, p {1}")
  @CsvSource({"1, 0.3", "16, 0.5", "17, 0.9", "40, 0.02", "1000, 0.37", "1000000000, 1e-6"})
  void next_manyDraws_haveTheBinomialsMoments(int n, double p) {
    int draws = 40_000;
    RandomStream stream = RandomKey.of(n).stream();
    double mean = 0;
    double squares = 0;
    for (int i = 0; i < draws; i++) {
      int successes = Binomials.next(stream, n, p);
      assertTrue(successes >= 0 && successes <= n);
      mean += (double) successes / draws;
      squares += (successes - n * p) * (successes - n * p) / draws;
    }

    double variance = n * p * (1 - p);
    assertEquals(n * p, mean, 4.5 * Math.sqrt(variance / draws));
    // Kurtosis 3 + (1 - 6 p (1 - p)) / variance.
    double spread = Math.sqrt((2 + (1 - 6 * p * (1 - p)) / variance) / draws);
    assertEquals(1, squares / variance, 4.5 * spread);
  }

  @Test
  void next_smallCase_hasTheBinomialsProbabilities() {
    int draws = 200_000;
    int n = 20;
    double p = 0.3;
    int[] counts = new int[n + 1];
    RandomStream stream = RandomKey.of(5).stream();
    for (int i = 0; i < draws; i++) {
      counts[Binomials.next(stream, n, p)]++;
    }
    double probability = Math.pow(1 - p, n);
    for (int k = 0; k <= n; k++) {
      double expected = draws * probability;
      assertEquals(expected, counts[k], 4.5 * Math.sqrt(expected) + 1);
      probability *= (n - k) / (k + 1.0) * p / (1 - p);
    }
  }

  @Test
  void next_certainOutcomes_takeNoChance() {
    RandomStream stream = RandomKey.of(1).stream();

    assertEquals(1000, Binomials.next(stream, 1000, 1));
    assertEquals(0, Binomials.next(stream, 1000, 0));
    assertEquals(0, Binomials.next(stream, 0, 0.5));
  }
}
