package io.skerry.privacy;

import static io.skerry.privacy.accounting.NeighbouringRelation.ADD_OR_REMOVE_ONE;
import static io.skerry.privacy.accounting.NeighbouringRelation.REPLACE_ONE;
import static io.skerry.privacy.accounting.NeighbouringRelation.REPLACE_SPECIAL;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skerry.core.InvalidInputException;
import io.skerry.core.RoundTrip;
import io.skerry.core.pipeline.RoundEvent;
import io.skerry.core.random.RandomKey;
import io.skerry.core.schedule.Sampling;
import io.skerry.core.schedule.Schedule;
import io.skerry.core.sum.RingSum;
import io.skerry.privacy.accounting.AccountantKind;
import io.skerry.privacy.accounting.NeighbouringRelation;
import io.skerry.privacy.accounting.PrivacyEvent;
import io.skerry.privacy.accounting.PrivacyEvent.FixedSizeSampled;
import io.skerry.privacy.accounting.PrivacyEvent.Gaussian;
import io.skerry.privacy.accounting.PrivacyEvent.NonPrivate;
import io.skerry.privacy.accounting.PrivacyEvent.PoissonSampled;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What is emitted is what ran, for every placement, sampling and relation; the rest is refused. */
final class PricingTest {
  private static final double Z = 3;
  private static final PrivacyEvent WHOLE = new Gaussian(Z);
  private static final PrivacyEvent HALF = new Gaussian(Z / 2);
  private static final PrivacyEvent SAMPLED = new PoissonSampled(0.02, WHOLE);
  private static final PrivacyEvent REPLACED = new FixedSizeSampled(10, 500, HALF);

  static Stream<Arguments> priced() {
    return Stream.of(Placement.CENTRAL, Placement.DISTRIBUTED)
        .flatMap(
            placement ->
                Stream.of(
                    Arguments.of(placement, Sampling.POISSON, null, SAMPLED, ADD_OR_REMOVE_ONE),
                    Arguments.of(
                        placement, Sampling.POISSON, ADD_OR_REMOVE_ONE, SAMPLED, ADD_OR_REMOVE_ONE),
                    Arguments.of(
                        placement, Sampling.POISSON, REPLACE_SPECIAL, SAMPLED, REPLACE_SPECIAL),
                    Arguments.of(placement, Sampling.UNIFORM, null, WHOLE, REPLACE_SPECIAL),
                    Arguments.of(
                        placement, Sampling.UNIFORM, REPLACE_SPECIAL, WHOLE, REPLACE_SPECIAL),
                    Arguments.of(placement, Sampling.UNIFORM, REPLACE_ONE, REPLACED, REPLACE_ONE)));
  }

  static Stream<Arguments> pricedLocally() {
    return Stream.of(Sampling.values())
        .flatMap(
            sampling ->
                Stream.of(
                    Arguments.of(Placement.LOCAL, sampling, null, HALF, REPLACE_ONE),
                    Arguments.of(Placement.LOCAL, sampling, REPLACE_ONE, HALF, REPLACE_ONE)));
  }

  @ParameterizedTest(name = "{0}, {1}, {2}")
  @MethodSource({"priced", "pricedLocally"})
  void serverHalf_everyCombination_emitsWhatRan(
      Placement placement,
      Sampling sampling,
      NeighbouringRelation asked,
      PrivacyEvent event,
      NeighbouringRelation relation) {
    Schedule schedule = Settings.schedule(sampling, 10, 500);
    CentralPrivacy privacy = Settings.privacy(Settings.of(placement, Z, asked), schedule, 10);
    PricedEvent expected = new PricedEvent(event, relation, placement, false, false);

    List<RoundEvent> emitted = privacy.noise().serverHalf(schedule.plan(1), new RingSum(3));

    assertEquals(List.of(expected), emitted);
    assertEquals(emitted, RoundTrip.of(emitted));
    assertEquals(
        PrivacyNames.of(relation), privacy.terms().relation(), "the terms name the relation");
  }

  static Stream<Arguments> refused() {
    return Stream.of(
        Arguments.of(Placement.CENTRAL, Sampling.POISSON, REPLACE_ONE),
        Arguments.of(Placement.DISTRIBUTED, Sampling.POISSON, REPLACE_ONE),
        Arguments.of(Placement.CENTRAL, Sampling.UNIFORM, ADD_OR_REMOVE_ONE),
        Arguments.of(Placement.DISTRIBUTED, Sampling.UNIFORM, ADD_OR_REMOVE_ONE),
        Arguments.of(Placement.LOCAL, Sampling.POISSON, ADD_OR_REMOVE_ONE),
        Arguments.of(Placement.LOCAL, Sampling.POISSON, REPLACE_SPECIAL),
        Arguments.of(Placement.LOCAL, Sampling.UNIFORM, ADD_OR_REMOVE_ONE),
        Arguments.of(Placement.LOCAL, Sampling.UNIFORM, REPLACE_SPECIAL));
  }

  @ParameterizedTest(name = "{0}, {1}, {2}")
  @MethodSource("refused")
  void constructor_relationWithoutPrice_namesTheKey(
      Placement placement, Sampling sampling, NeighbouringRelation relation) {
    Schedule schedule = Settings.schedule(sampling, 10, 500);
    InvalidInputException refusal =
        assertThrows(
            InvalidInputException.class,
            () -> Settings.privacy(Settings.of(placement, Z, relation), schedule, 10));
    assertTrue(refusal.getMessage().startsWith("privacy.relation: "), refusal.getMessage());
  }

  @ParameterizedTest
  @EnumSource
  void serverHalf_withoutNoise_emitsThatNothingIsPrivate(Placement placement) {
    Schedule schedule = Settings.schedule(Sampling.POISSON, 10, 500);
    CentralPrivacy privacy = Settings.privacy(Settings.of(placement, 0, null), schedule, 10);

    PricedEvent emitted =
        (PricedEvent) privacy.noise().serverHalf(schedule.plan(1), new RingSum(3)).get(0);
    assertEquals(new NonPrivate(), emitted.event());
    assertEquals(
        Double.POSITIVE_INFINITY,
        privacy.ledger().append(schedule.plan(1), List.of(emitted)).epsilon());
  }

  @Test
  void serverHalf_cohortsThatWereGiven_areNotPricedAsSamples() {
    Schedule given =
        Schedule.given(List.of(new long[] {1, 2}, new long[] {3, 4}), 500, RandomKey.of(1));
    CentralPrivacy privacy =
        Settings.privacy(Settings.of(Placement.CENTRAL, Z, REPLACE_ONE), given, 10);
    PricedEvent emitted =
        (PricedEvent) privacy.noise().serverHalf(given.plan(1), new RingSum(3)).get(0);
    assertEquals(HALF, emitted.event());
  }

  @Test
  void constructor_accountantWithoutAPrice_isRefusedAndNamesIt() {
    Schedule uniform = Settings.schedule(Sampling.UNIFORM, 10, 500);
    PrivacySettings pld =
        new PrivacySettings(
            NoiseLaw.GAUSSIAN,
            null,
            0.5,
            new Clipping.Flat(),
            Z,
            null,
            Placement.CENTRAL,
            null,
            1e-5,
            null,
            REPLACE_ONE,
            null,
            null,
            AccountantKind.PLD,
            true);
    InvalidInputException refusal =
        assertThrows(InvalidInputException.class, () -> Settings.privacy(pld, uniform, 10));
    assertTrue(
        refusal.getMessage().startsWith("privacy.accountant: pld has no price for FixedSize"),
        refusal.getMessage());
  }

  @Test
  void serverHalf_hypotheticalCohort_isPricedAtItsOwnRateAndLabelled() {
    Schedule schedule = Settings.schedule(Sampling.POISSON, 10, 500);
    CentralPrivacy privacy =
        Settings.privacy(
            Settings.hypothetical(Placement.CENTRAL, Z, 5000, 1_000_000), schedule, 10);

    assertEquals(
        List.of(
            new PricedEvent(
                new PoissonSampled(0.005, WHOLE),
                ADD_OR_REMOVE_ONE,
                Placement.CENTRAL,
                true,
                false)),
        privacy.noise().serverHalf(schedule.plan(1), new RingSum(3)));
  }

  @Test
  void constructor_hypotheticalCohortThatIsNotSampledOrLocal_isRefused() {
    for (Schedule schedule :
        List.of(
            Settings.schedule(Sampling.UNIFORM, 10, 500),
            Settings.schedule(Sampling.POISSON, 10, 500))) {
      Placement placement =
          schedule.sampling() == Sampling.UNIFORM ? Placement.CENTRAL : Placement.LOCAL;
      InvalidInputException refusal =
          assertThrows(
              InvalidInputException.class,
              () ->
                  Settings.privacy(
                      Settings.hypothetical(placement, Z, 5000, 100_000), schedule, 10));
      assertTrue(refusal.getMessage().startsWith("privacy.noise-cohort: "), refusal.getMessage());
    }
  }
}
