package io.skerry.partitioners.skew;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skerry.core.InvalidInputException;
import io.skerry.core.random.RandomKey;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DirichletLabelsTest {

  @ParameterizedTest(name = "alpha {0}, seed {1}")
  @CsvSource({"0.1, 1", "0.1, 2", "1, 3", "10, 4", "100, 5"})
  void plan_clientsBeforeAClassRunsOut_haveTheDirichletMultinomialsMoments(
      double alpha, long seed) {
    long[] counts = {100_000, 100_000, 50_000, 250_000};
    int clients = 5000;
    int size = 100;
    int observed = 1000;
    int[][] quotas = quotas(counts, clients, alpha, seed);

    for (int c = 0; c < counts.length; c++) {
      double p = counts[c] / 500_000.0;
      // Var(share) = p (1 - p) (1 + alpha / size) / (1 + alpha) for Dirichlet-multinomial counts.
      double variance = p * (1 - p) * (1 + alpha / size) / (1 + alpha);
      double mean = 0;
      double squares = 0;
      for (int client = 0; client < observed; client++) {
        double share = quotas[client][c] / (double) size;
        mean += share / observed;
        squares += (share - p) * (share - p) / observed;
      }
      assertEquals(p, mean, 4.5 * Math.sqrt(variance / observed));
      assertEquals(variance, squares, 0.25 * variance);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void plan_tinyAlphaAndManyClients_givesOneClassAClientWhileClassesLast(long seed) {
    long[] counts = new long[10];
    Arrays.fill(counts, 6000);
    int[][] quotas = quotas(counts, 10_000, 0.001, seed);

    long single =
        Arrays.stream(quotas).filter(q -> Arrays.stream(q).filter(n -> n > 0).count() == 1).count();
    assertTrue(single > 9_950, "clients with one class: " + single);
    for (int[] quota : quotas) {
      assertEquals(6, Arrays.stream(quota).sum());
    }
  }

  @Test
  void plan_hugeAlpha_isCloseToTheSharesOfTheData() {
    int[][] quotas = quotas(new long[] {800_000, 200_000}, 10, 1e9, 3);

    for (int[] quota : quotas) {
      assertEquals(80_000, quota[0], 4.5 * Math.sqrt(100_000 * 0.16));
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
  void alpha_notPositive_isRefused(double alpha) {
    assertEquals(
        "partitioner.alpha: expected a positive number, not " + alpha,
        assertThrows(InvalidInputException.class, () -> new DirichletLabels(3, alpha))
            .getMessage());
  }

  /** Examples of each class that each client gets. */
  private static int[][] quotas(long[] counts, int clients, double alpha, long seed) {
    ClientAssignment plan = new DirichletLabels(clients, alpha).plan(counts, RandomKey.of(seed));
    int[][] quotas = new int[clients][counts.length];
    for (int c = 0; c < counts.length; c++) {
      for (long rank = 0; rank < counts[c]; rank++) {
        quotas[plan.client(rank, c, rank)][c]++;
      }
    }
    return quotas;
  }
}
