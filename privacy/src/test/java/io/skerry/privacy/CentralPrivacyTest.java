package io.skerry.privacy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skerry.core.InvalidInputException;
import io.skerry.core.RoundTrip;
import io.skerry.core.pipeline.RingStage;
import io.skerry.core.schedule.Sampling;
import io.skerry.core.schedule.Schedule;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class CentralPrivacyTest {
  private static final Schedule SCHEDULE = Settings.schedule(Sampling.POISSON, 100, 10_000);

  @Test
  void encoding_bits_leaveRoomForCohortAndNoise() {
    // (100 + 120) C + 16 z C = 220.5 + 16 = 126 for C = 0.5, z = 2: below 2^7, so s = 62 - 7.
    assertEquals(55, privacy(Settings.of(Placement.CENTRAL, 2, null)).encoding().bits());
    // 110 + 16 * 2.5 * 0.5 = 130.
    assertEquals(54, privacy(Settings.of(Placement.CENTRAL, 2.5, null)).encoding().bits());
    assertEquals(54, privacy(Settings.of(Placement.DISTRIBUTED, 2.5, null)).encoding().bits());
    // 110 + 16 * sqrt(220) * 0.5 z = 110 + 118.7 z.
    assertEquals(54, privacy(Settings.of(Placement.LOCAL, 1, null)).encoding().bits());
    assertEquals(53, privacy(Settings.of(Placement.LOCAL, 2, null)).encoding().bits());
  }

  @ParameterizedTest(name = "clip {0}, z {1}")
  @CsvSource({"1e10, 1", "1, 1e12", "1e300, 1e300", "1e-12, 1", "1, 1e-20"})
  void constructor_magnitudeWithoutResolution_namesTheKey(double clip, double z) {
    InvalidInputException refusal =
        assertThrows(InvalidInputException.class, () -> privacy(Settings.clip(clip, z, null)));
    assertTrue(refusal.getMessage().startsWith("privacy.clip: "), refusal.getMessage());
  }

  @Test
  void denominator_isTheConfiguredSize() {
    assertEquals(100, privacy(Settings.of(Placement.CENTRAL)).denominator());
  }

  @ParameterizedTest
  @EnumSource
  void noiseMultiplier_calibratedToATarget_costsIt(Placement placement) {
    PrivacySettings target = Settings.target(placement, 4);
    CentralPrivacy privacy = Settings.privacy(target, SCHEDULE, 200);

    assertTrue(privacy.plannedEpsilon() <= 4);
    assertEquals(4, privacy.plannedEpsilon(), 1e-6);
    double less = privacy.noiseMultiplier() * 0.9999;
    CentralPrivacy given = Settings.privacy(Settings.of(placement, less, null), SCHEDULE, 200);
    assertTrue(given.plannedEpsilon() > 4);
  }

  @Test
  void constructor_targetAboveEveryPrice_namesTheKey() {
    InvalidInputException refusal =
        assertThrows(
            InvalidInputException.class,
            () -> Settings.privacy(Settings.target(Placement.CENTRAL, 1e14), SCHEDULE, 1));
    assertTrue(refusal.getMessage().startsWith("privacy.target-epsilon: "), refusal.getMessage());
  }

  @Test
  void requireWeights_examplesWithoutACap_isRefusedAndNamesIt() {
    CentralPrivacy uncapped = privacy(Settings.clip(1, 1, null));
    CentralPrivacy capped = privacy(Settings.clip(1, 1, 50));
    uncapped.requireWeights(false);
    capped.requireWeights(true);

    InvalidInputException byExamples =
        assertThrows(InvalidInputException.class, () -> uncapped.requireWeights(true));
    assertTrue(byExamples.getMessage().startsWith("aggregator.weights: "));
    assertTrue(byExamples.getMessage().contains("privacy.weight-cap"));
    InvalidInputException unused =
        assertThrows(InvalidInputException.class, () -> capped.requireWeights(false));
    assertTrue(unused.getMessage().startsWith("privacy.weight-cap: "));
  }

  @Test
  void warnings_deltaAboveOneOverThePopulation_isNamed() {
    Schedule large = Settings.schedule(Sampling.POISSON, 100, 100_000);

    assertEquals(List.of(), privacy(Settings.of(Placement.CENTRAL)).warnings());
    List<String> warnings = Settings.privacy(Settings.of(Placement.CENTRAL), large, 10).warnings();
    assertEquals(1, warnings.size());
    assertTrue(warnings.get(0).startsWith("privacy.delta: 1.0E-5 is not below 1 / 100000"));
  }

  @Test
  void warnings_weightCapThatNobodyReaches_isNamed() {
    assertEquals(List.of(), privacy(Settings.clip(1, 1, 100)).warnings());
    List<String> warnings = privacy(Settings.clip(1, 1, 101)).warnings();
    assertEquals(1, warnings.size());
    assertTrue(warnings.get(0).startsWith("privacy.weight-cap: "));
  }

  @Test
  void statement_epsilon_standsWithAllThatItNeeds() {
    List<String> lines = privacy(Settings.of(Placement.DISTRIBUTED)).statement(3.14159);

    assertEquals(
        "Epsilon 3.142 at delta 1.0E-5 per client with all its examples, relation add-or-remove"
            + " (one client more or less), by Renyi differential privacy, assuming that each client"
            + " takes part in a round independently with probability 0.01.",
        lines.get(0));
    assertTrue(lines.get(1).contains("provided that only the sum is seen"));
    assertTrue(lines.get(2).contains("sequence of models only"));
    assertTrue(lines.get(3).contains("not safe to release"));
    assertEquals(
        new PrivacyTerms(
            "client",
            "add-or-remove",
            "rdp",
            "that each client takes part in a round independently with probability 0.01",
            1.0,
            "sum only",
            "simulated",
            "floating-point"),
        privacy(Settings.of(Placement.DISTRIBUTED)).terms());
  }

  @Test
  void terms_whoMustBeTrusted_followsFromWhoAddsTheNoise() {
    Schedule lossy = Settings.schedule(Sampling.UNIFORM, 100, 10_000).withDropout(0.1);

    assertEquals("trusted server", trust(Settings.of(Placement.CENTRAL), lossy));
    assertEquals("trusted server", trust(Settings.of(Placement.DISTRIBUTED), lossy));
    assertEquals("sum only", trust(Settings.withoutTopUp(NoiseLaw.GAUSSIAN), lossy));
    assertEquals("sum only", trust(Settings.of(Placement.DISTRIBUTED), lossy.withDropout(0)));
    assertEquals("nobody", trust(Settings.of(Placement.LOCAL), lossy));
  }

  private static String trust(PrivacySettings settings, Schedule schedule) {
    return Settings.privacy(settings, schedule, 10).terms().trust();
  }

  @Test
  void denominator_isTheNumberOfReportsThatTheConfigLetsExpect() {
    Schedule lossy = Settings.schedule(Sampling.UNIFORM, 100, 10_000).withDropout(0.1);

    assertEquals(
        90, Settings.privacy(Settings.of(Placement.CENTRAL), lossy, 10).denominator(), 1e-12);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({"privacy.placement, CENTRAL, 0", "cohort.dropout, DISTRIBUTED, 0.1"})
  void requireEverySum_poissonRoundsThatCouldBeGivenUp_areRefused(
      String key, Placement placement, double dropout) {
    Schedule poisson = Settings.schedule(Sampling.POISSON, 100, 10_000).withDropout(dropout);
    CentralPrivacy privacy = Settings.privacy(Settings.of(placement), poisson, 10);

    InvalidInputException e = assertThrows(InvalidInputException.class, privacy::requireEverySum);
    assertTrue(e.getMessage().startsWith(key + ": "), e.getMessage());
  }

  @Test
  void requireEverySum_whereNothingDependsOnWhoTakesPart_passes() {
    Schedule poisson = Settings.schedule(Sampling.POISSON, 100, 10_000);
    Schedule uniform = Settings.schedule(Sampling.UNIFORM, 100, 10_000).withDropout(0.1);

    Settings.privacy(Settings.of(Placement.DISTRIBUTED), poisson, 10).requireEverySum();
    Settings.privacy(Settings.of(Placement.LOCAL), poisson.withDropout(0.1), 10).requireEverySum();
    Settings.privacy(Settings.of(Placement.CENTRAL), uniform, 10).requireEverySum();
    Settings.privacy(Settings.of(Placement.DISTRIBUTED), uniform, 10).requireEverySum();
  }

  @Test
  void withoutTopUp_poissonSampling_isRefused() {
    Schedule poisson = Settings.schedule(Sampling.POISSON, 100, 10_000).withDropout(0.1);
    InvalidInputException e =
        assertThrows(
            InvalidInputException.class,
            () -> Settings.privacy(Settings.withoutTopUp(NoiseLaw.GAUSSIAN), poisson, 10));
    assertTrue(e.getMessage().startsWith("privacy.top-up: "), e.getMessage());
  }

  @Test
  void statement_otherMechanisms_sayWhatTheyAre() {
    Schedule uniform = Settings.schedule(Sampling.UNIFORM, 100, 10_000);

    assertTrue(
        Settings.privacy(Settings.of(Placement.CENTRAL), uniform, 10)
            .statement(1)
            .get(0)
            .contains("zero-out (one client's contribution replaced by zero)"));
    assertTrue(
        privacy(Settings.of(Placement.LOCAL)).statement(1).get(1).contains("largest over clients"));
    assertTrue(
        privacy(Settings.hypothetical(Placement.CENTRAL, 1, 5000, 1_000_000))
            .statement(1)
            .get(2)
            .startsWith("Hypothetical: "));
    assertEquals(
        List.of(
            "Updates are clipped and no noise is added: epsilon is infinite, nothing is protected."),
        privacy(Settings.of(Placement.CENTRAL, 0, null)).statement(Double.POSITIVE_INFINITY));
  }

  @ParameterizedTest
  @EnumSource
  void parts_thatTravelOrAreStored_serialise(Placement placement) {
    CentralPrivacy privacy = privacy(Settings.of(placement));
    Optional<RingStage.ClientHalf> noise = privacy.noise().clientHalf(SCHEDULE.plan(1));

    assertEquals(noise, noise.map(RoundTrip::of));
    assertEquals(
        privacy.clip().clientHalf(SCHEDULE.plan(1)),
        RoundTrip.of(privacy.clip().clientHalf(SCHEDULE.plan(1))));
    assertEquals(privacy.encoding().bits(), RoundTrip.of(privacy.encoding()).bits());
    assertEquals(0, RoundTrip.of(privacy.ledger()).epsilon());
  }

  private static CentralPrivacy privacy(PrivacySettings settings) {
    return Settings.privacy(settings, SCHEDULE, 10);
  }
}
