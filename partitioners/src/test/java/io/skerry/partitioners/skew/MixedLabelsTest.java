package io.skerry.partitioners.skew;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skerry.core.InvalidInputException;
import io.skerry.partitioners.quantity.EqualSizes;
import io.skerry.partitioners.quantity.ListedSizes;
import io.skerry.partitioners.skew.MixedLabels.WhenDry;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class MixedLabelsTest {

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
        assertThrows(InvalidInputException.class, () -> MixedLabels.hsu(3, alpha)).getMessage());
  }

  @Test
  void plan_wantedClassRunsDry_takesWhatIsLeft() {
    LabelMix onlyFirst = new PrevalenceMix(List.of(List.of(1.0, 0.0)));
    for (WhenDry rule : WhenDry.values()) {
      MixedLabels partitioner =
          new MixedLabels(new ListedSizes(List.of(8, 12)), onlyFirst, 1, rule);

      assertArrayEquals(
          new int[][] {{8, 0}, {2, 10}}, Dealt.quotas(partitioner, 1, 10, 20), rule.name());
    }
  }

  @Test
  void plan_inTurns_sharesWhatRunsDry() {
    LabelMix onlyFirst = new PrevalenceMix(List.of(List.of(1.0, 0.0)));
    int[][] quotas = Dealt.quotas(MixedLabels.inTurns(new EqualSizes(4), onlyFirst), 1, 1600, 1600);

    for (int[] quota : quotas) {
      // Half of the turns find the first class, give or take the one in which it runs dry.
      assertEquals(400, quota[0], 50);
      assertEquals(800, quota[0] + quota[1]);
    }
  }

  @Test
  void plan_wantedClassRunsDry_spreadsTheOthers() {
    LabelMix mix = new PrevalenceMix(List.of(List.of(1.0, 0.0, 0.0), List.of(0.98, 0.02, 0.0)));
    EqualSizes sizes = new EqualSizes(5);
    long[] counts = {1000, 2000, 2000};

    assertArrayEquals(
        new int[] {0, 1000, 0},
        Dealt.quotas(new MixedLabels(sizes, mix, 1, WhenDry.RENORMALIZE), 1, counts)[1]);
    // Of 20,000 draws 2 % find the second class. Then shares are as 100 : 4 : 2, so that of the 600
    // that are missing a third is of the last class.
    int[] spread = Dealt.quotas(new MixedLabels(sizes, mix, 1, WhenDry.SPREAD), 1, counts)[1];
    assertEquals(800, spread[1], 90);
    assertEquals(1000, spread[1] + spread[2]);
  }

  /** Examples of each class that each client gets. */
  private static int[][] quotas(long[] counts, int clients, double alpha, long seed) {
    return Dealt.quotas(MixedLabels.hsu(clients, alpha), seed, counts);
  }
}
