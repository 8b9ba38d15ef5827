package io.skerry.privacy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skerry.core.InvalidInputException;
import io.skerry.core.schedule.RoundPlan;
import io.skerry.core.schedule.Sampling;
import io.skerry.core.schedule.Schedule;
import io.skerry.core.sum.RingSum;
import io.skerry.privacy.accounting.NeighbouringRelation;
import io.skerry.privacy.accounting.PrivacyEvent.Gaussian;
import io.skerry.privacy.accounting.PrivacyEvent.MatrixFactorization;
import io.skerry.privacy.accounting.PrivacyEvent.SelfComposed;
import io.skerry.privacy.accounting.RdpAccountant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class BandedNoiseTest {
  private static final int VALUES = 20_000;

  /** Cohorts of 5 out of 65 clients: a cycle of 13 rounds. */
  private static final Schedule SCHEDULE = Settings.schedule(Sampling.CYCLIC, 5, 65);

  private static CentralPrivacy privacy(int bands, double z, int rounds) {
    return Settings.privacy(
        Settings.mechanism(NoiseLaw.BANDED_MATRIX_FACTORIZATION, bands, Placement.CENTRAL, z),
        SCHEDULE,
        rounds);
  }

  private static long[] noise(CentralPrivacy privacy, int round) {
    RingSum sum = new RingSum(VALUES);
    privacy.noise().serverHalf(SCHEDULE.plan(round), sum);
    return sum.values();
  }

  /** In units of a draw's variance, (z C)^2 = 0.25. */
  private static double variance(CentralPrivacy privacy, long[] noise) {
    double unit = Math.scalb(1.0, -privacy.encoding().bits());
    double square = 0;
    for (long value : noise) {
      square += (value * unit) * (value * unit);
    }
    return square / VALUES / 0.25;
  }

  @Test
  void coefficients_ofTheSquareRoot_areThoseOfTheBinomialSeries() {
    assertArrayEquals(new double[] {1, 0.5, 0.375, 0.3125}, BandedNoise.coefficients(4));
    assertEquals(Math.sqrt(1.25), BandedNoise.columnNorm(2));
    assertArrayEquals(new double[] {1, -0.5, 0.25, -0.125}, new BandedNoise(2).inverse(4));
    // Of all bands it is the series of (1 - x)^(1/2).
    assertArrayEquals(new double[] {1, -0.5, -0.125, -0.0625}, new BandedNoise(4).inverse(4));
  }

  // Of n squares of a standard normal the mean has deviation sqrt(2 / n) = 0.01: five of these.
  @ParameterizedTest(name = "{0} bands, round {1}: {2} draws'' variance")
  @CsvSource({"1, 1, 1", "1, 5, 1", "2, 1, 1", "2, 2, 1.25", "2, 3, 1.3125", "4, 3, 1.265625"})
  void noise_ofARound_hasTheVarianceOfItsRow(int bands, int round, double draws) {
    CentralPrivacy privacy = privacy(bands, 1, 13);

    assertEquals(0.25 * draws, privacy.noise().noise(SCHEDULE.plan(round)).fromServer(), 1e-15);
    assertEquals(draws, variance(privacy, noise(privacy, round)), 0.05 * draws);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 13})
  void noise_timesC_isIndependentInEachRound(int bands) {
    CentralPrivacy banded = privacy(bands, 1, 20);
    CentralPrivacy independent = privacy(1, 1, 20);
    double[] c = BandedNoise.coefficients(bands);
    int bits = banded.encoding().bits();
    assertEquals(independent.encoding().bits(), bits);
    double deviation = Math.scalb(0.5, bits);
    int round = 17;
    double[] product = new double[VALUES];
    for (int k = 0; k < bands; k++) {
      long[] released = noise(banded, round - k);
      for (int i = 0; i < VALUES; i++) {
        product[i] += c[k] * released[i];
      }
    }
    long[] drawn = noise(independent, round);
    for (int i = 0; i < VALUES; i++) {
      assertEquals(drawn[i], product[i], bands + 1e-14 * deviation);
    }
  }

  @Test
  void sum_ofAsManyRoundsAsBands_hasTheVarianceOfAColumn() {
    // (1 - x)^-1 (1 - x)^(1/2) = (1 - x)^(-1/2): B is C, and a row of it as long as a column.
    CentralPrivacy privacy = privacy(13, 1, 13);
    RingSum sum = new RingSum(VALUES);
    for (int round = 1; round <= 13; round++) {
      privacy.noise().serverHalf(SCHEDULE.plan(round), sum);
    }
    double column = Math.pow(BandedNoise.columnNorm(13), 2);

    assertEquals(column, variance(privacy, sum.values()), 0.05 * column);
  }

  @Test
  void sum_ofRounds_atEqualPrice_isLessNoisyThanOfIndependentNoise() {
    // 2 bands, 2 rounds: rows (1) and (0.5, 1) of B, times the squared column norm 1.25.
    assertEquals((1 + 1.25) / 2 * 1.25, meanVariance(2, 2), 1e-12);
    assertEquals((1 + 13) / 2.0, meanVariance(1, 13), 1e-12);
    for (int bands = 2; bands <= 13; bands++) {
      assertTrue(meanVariance(bands, 13) < meanVariance(1, 13), bands + " bands");
    }
  }

  /** Over the prefix sums, where a release of multiplier 1 in each cycle has the same price. */
  private static double meanVariance(int bands, int rounds) {
    double row = 0;
    double entry = 0;
    double sum = 0;
    for (double g : new BandedNoise(bands).inverse(rounds)) {
      entry += g;
      row += entry * entry;
      sum += row;
    }
    return sum / rounds * Math.pow(BandedNoise.columnNorm(bands), 2);
  }

  @Test
  void variance_ofAnyNumberOfBands_hasRoom() {
    RoundPlan late = SCHEDULE.plan(2000);
    for (int bands = 1; bands <= 64; bands++) {
      BandedNoise noise = new BandedNoise(bands);
      assertTrue(noise.variance(late) < noise.mostVariance(SCHEDULE), bands + " bands");
    }
  }

  @Test
  void serverHalf_sameRoundOfALongerRun_drawsTheSame() {
    assertArrayEquals(noise(privacy(4, 1, 13), 9), noise(privacy(4, 1, 40), 9));
  }

  @Test
  void serverHalf_rounds_payAColumnACycle() {
    CentralPrivacy privacy = privacy(2, 2, 15);
    MatrixFactorization column = new MatrixFactorization(2, Math.sqrt(1.25));
    for (int round = 1; round <= 15; round++) {
      PricedEvent ran =
          (PricedEvent) privacy.noise().serverHalf(SCHEDULE.plan(round), new RingSum(1)).get(0);
      assertEquals(round == 1 || round == 14 ? column : new SelfComposed(column, 0), ran.event());
    }
    // Each client takes part twice: sensitivity sqrt(2) sqrt(1.25).
    assertEquals(epsilon(2 / Math.sqrt(2.5)), privacy.plannedEpsilon(), 1e-9);
  }

  @Test
  void plannedEpsilon_oneBand_isThatOfIndependentNoise() {
    CentralPrivacy independent =
        Settings.privacy(Settings.mechanism(NoiseLaw.GAUSSIAN, Placement.CENTRAL, 2), SCHEDULE, 39);

    assertEquals(independent.plannedEpsilon(), privacy(1, 2, 39).plannedEpsilon(), 1e-12);
    assertEquals(epsilon(2 / Math.sqrt(3)), independent.plannedEpsilon(), 1e-9);
  }

  private static double epsilon(double multiplier) {
    return RdpAccountant.of(NeighbouringRelation.REPLACE_SPECIAL)
        .plus(new Gaussian(multiplier))
        .epsilon(1e-5);
  }

  @Test
  void constructor_whatHasNoPrice_isRefused() {
    NoiseLaw law = NoiseLaw.BANDED_MATRIX_FACTORIZATION;
    refused("mechanism", law, 2, Placement.CENTRAL, Settings.schedule(Sampling.POISSON, 5, 65));
    refused("mechanism", law, 2, Placement.CENTRAL, Settings.schedule(Sampling.UNIFORM, 5, 65));
    refused("mechanism", law, 2, Placement.DISTRIBUTED, SCHEDULE);
    refused("mechanism", law, 2, Placement.LOCAL, SCHEDULE);
    refused("bands", law, 14, Placement.CENTRAL, SCHEDULE);
    refused("bands", law, 0, Placement.CENTRAL, SCHEDULE);
    refused("bands", law, null, Placement.CENTRAL, SCHEDULE);
    refused("bands", NoiseLaw.GAUSSIAN, 2, Placement.CENTRAL, SCHEDULE);
  }

  private static void refused(
      String key, NoiseLaw law, Integer bands, Placement placement, Schedule schedule) {
    InvalidInputException refusal =
        assertThrows(
            InvalidInputException.class,
            () -> Settings.privacy(Settings.mechanism(law, bands, placement, 1), schedule, 10));
    assertTrue(refusal.getMessage().startsWith("privacy." + key + ": "), refusal.getMessage());
  }
}
