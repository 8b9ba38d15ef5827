package io.skerry.privacy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skerry.core.InvalidInputException;
import io.skerry.core.RoundTrip;
import io.skerry.core.model.ParameterLayout;
import io.skerry.core.pipeline.RingStage;
import io.skerry.core.random.RandomKey;
import io.skerry.core.schedule.RoundPlan;
import io.skerry.core.schedule.Sampling;
import io.skerry.core.schedule.Schedule;
import io.skerry.core.sum.RingSum;
import io.skerry.privacy.accounting.PrivacyEvent.DiscreteGaussianSum;
import io.skerry.privacy.accounting.PrivacyEvent.Skellam;
import io.skerry.privacy.accounting.PrivacyEventText;
import io.skerry.privacy.randomness.Randomness;
import io.skerry.privacy.randomness.SecretKey;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The laws under every placement: what is drawn, and that it is what is priced. */
final class NoiseLawTest {
  private static final int LENGTH = 20_000;
  private static final double Z = 2;
  private static final double CLIP = 0.5;
  private static final Schedule SCHEDULE = Settings.schedule(Sampling.UNIFORM, 20, 2000);

  static Stream<Arguments> cases() {
    return Stream.of(NoiseLaw.DISCRETE_GAUSSIAN, NoiseLaw.SKELLAM)
        .flatMap(law -> Arrays.stream(Placement.values()).map(p -> Arguments.of(law, p)));
  }

  /** Every law, placement and source of bits. */
  static Stream<Arguments> draws() {
    return Stream.of(
            NoiseLaw.GAUSSIAN, NoiseLaw.DISCRETE_GAUSSIAN, NoiseLaw.SKELLAM, NoiseLaw.LAPLACE)
        .flatMap(law -> Arrays.stream(Placement.values()).map(p -> List.of(law, p)))
        .filter(c -> !c.equals(List.of(NoiseLaw.LAPLACE, Placement.DISTRIBUTED)))
        .flatMap(
            c -> Stream.of("simulated", "secret").map(s -> Arguments.of(c.get(0), c.get(1), s)));
  }

  /**
   * The mean of n values of variance v has deviation sqrt(v / n), that of their squares v sqrt((2 +
   * k) / n), k being the excess kurtosis: 3 of a Laplace, 3 / m of a sum of m, and 0 or next to it
   * of the others.
   */
  @ParameterizedTest(name = "{0}, {1}, {2}")
  @MethodSource("draws")
  void noise_ofTheWholeRound_isCentredWithThePricedVariance(
      NoiseLaw law, Placement placement, String source) {
    Randomness randomness =
        source.equals("secret")
            ? Randomness.of(SecretKey.of(RandomKey.of(13).bytes()))
            : Randomness.SIMULATED;
    CentralPrivacy privacy =
        new CentralPrivacy(
            Settings.mechanism(law, placement, Z),
            SCHEDULE,
            100,
            10,
            ParameterLayout.empty().with("values", 1000),
            randomness);
    RoundPlan plan = SCHEDULE.plan(1);
    double unit = Math.scalb(1.0, -privacy.encoding().bits());
    double mean = 0;
    double square = 0;
    for (long value : noise(privacy, plan)) {
      mean += value * unit / LENGTH;
      square += (value * unit) * (value * unit) / LENGTH;
    }
    double expected = Z * CLIP * Z * CLIP * (placement == Placement.LOCAL ? 20 : 1);
    double kurtosis = 0;
    if (law == NoiseLaw.LAPLACE) {
      expected *= 2;
      kurtosis = placement == Placement.LOCAL ? 3.0 / 20 : 3;
    }
    assertEquals(0, mean, 7 * Math.sqrt(expected / LENGTH));
    assertEquals(expected, square, 7 * expected * Math.sqrt((2 + kurtosis) / LENGTH));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void event_variance_isThatOfTheSharesForTheClipInUnits(NoiseLaw law, Placement placement) {
    CentralPrivacy privacy = privacy(law, placement);
    PricedEvent priced =
        (PricedEvent) privacy.noise().serverHalf(SCHEDULE.plan(1), new RingSum(3)).get(0);
    double moved = placement == Placement.LOCAL ? 2 : 1;
    double sensitivity = moved * Math.scalb(CLIP, privacy.encoding().bits());
    double variance = Math.pow(Z * Math.scalb(CLIP, privacy.encoding().bits()), 2);
    if (priced.event() instanceof DiscreteGaussianSum sum) {
      assertEquals(placement == Placement.DISTRIBUTED ? 20 : 1, sum.clients());
      assertEquals(1000, sum.dimension());
      assertEquals(sensitivity, sum.sensitivity(), 1e-9 * sensitivity);
      assertEquals(variance, sum.clients() * sum.sigma() * sum.sigma(), 1e-9 * variance);
    } else {
      Skellam skellam = (Skellam) priced.event();
      assertEquals(sensitivity, skellam.l2(), 1e-4 * sensitivity);
      assertEquals(Math.sqrt(1000) * sensitivity, skellam.l1(), 1e-2 * sensitivity);
      assertEquals(variance, skellam.variance(), 1e-9 * variance);
    }
    assertEquals(priced.event(), PrivacyEventText.parse(PrivacyEventText.of(priced.event())));
  }

  /** So fine are the units that the corrections for whole numbers cost next to nothing. */
  @ParameterizedTest
  @MethodSource("cases")
  void plannedEpsilon_isThatOfGaussianNoiseOrLittleMore(NoiseLaw law, Placement placement) {
    double gaussian = privacy(NoiseLaw.GAUSSIAN, placement).plannedEpsilon();
    double discrete = privacy(law, placement).plannedEpsilon();
    assertTrue(discrete >= gaussian * (1 - 1e-9), discrete + " < " + gaussian);
    assertTrue(discrete <= gaussian * 1.01, discrete + " > " + gaussian);
  }

  @ParameterizedTest
  @EnumSource(names = {"DISCRETE_GAUSSIAN", "SKELLAM"})
  void plannedEpsilon_underPoissonSampling_isNotAmplified(NoiseLaw law) {
    Schedule sampled = Settings.schedule(Sampling.POISSON, 20, 2000);
    CentralPrivacy privacy =
        Settings.privacy(Settings.mechanism(law, Placement.CENTRAL, Z), sampled, 10);
    assertEquals(privacy(law, Placement.CENTRAL).plannedEpsilon(), privacy.plannedEpsilon(), 1e-12);
    assertEquals("no amplification by sampling", privacy.terms().sampling());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void clientHalf_afterSerialisation_drawsTheSame(NoiseLaw law, Placement placement) {
    privacy(law, placement)
        .noise()
        .clientHalf(SCHEDULE.plan(1))
        .ifPresent(half -> assertArrayEquals(share(half), share(RoundTrip.of(half))));
  }

  @Test
  void row_namesTheLawAndItsMultiplier() {
    CentralPrivacy privacy = privacy(NoiseLaw.SKELLAM, Placement.DISTRIBUTED);
    PricedEvent priced =
        (PricedEvent) privacy.noise().serverHalf(SCHEDULE.plan(1), new RingSum(3)).get(0);
    LedgerRow row = LedgerRow.of(1, priced, 1);
    assertEquals("Skellam noise shared by the clients", row.event());
    assertEquals(Z, row.noiseMultiplier(), 1e-12);
  }

  @Test
  void constructor_moreNoiseThanTheSamplerSpans_isRefused() {
    InvalidInputException refusal =
        assertThrows(
            InvalidInputException.class,
            () ->
                Settings.privacy(
                    Settings.mechanism(NoiseLaw.SKELLAM, Placement.CENTRAL, 100), SCHEDULE, 10));
    assertTrue(refusal.getMessage().contains("a smaller noise multiplier"), refusal.getMessage());
  }

  private static CentralPrivacy privacy(NoiseLaw law, Placement placement) {
    return Settings.privacy(Settings.mechanism(law, placement, Z), SCHEDULE, 10);
  }

  private static long[] share(RingStage.ClientHalf half) {
    long[] share = new long[5];
    half.apply(7, share, 1);
    return share;
  }

  /** All that the round's clients and its server add to a sum of zero updates. */
  private static long[] noise(CentralPrivacy privacy, RoundPlan plan) {
    RingSum sum = new RingSum(LENGTH);
    privacy
        .noise()
        .clientHalf(plan)
        .ifPresent(
            half -> {
              for (long ordinal : plan.cohort()) {
                long[] encoded = new long[LENGTH];
                half.apply(ordinal, encoded, 1);
                sum.add(encoded, 1);
              }
            });
    privacy.noise().serverHalf(plan, sum);
    return sum.values();
  }
}
