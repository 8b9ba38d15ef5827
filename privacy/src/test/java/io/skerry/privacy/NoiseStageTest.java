package io.skerry.privacy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skerry.core.RoundTrip;
import io.skerry.core.pipeline.RingStage;
import io.skerry.core.pipeline.RingStage.NoiseLevel;
import io.skerry.core.schedule.RoundPlan;
import io.skerry.core.schedule.Sampling;
import io.skerry.core.schedule.Schedule;
import io.skerry.core.sum.RingSum;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class NoiseStageTest {
  private static final int LENGTH = 40_000;
  private static final Schedule SCHEDULE = Settings.schedule(Sampling.POISSON, 20, 2000);

  /** Clip 0.5 and z = 1 make a deviation of 0.5 of the sum; locally one of each of m updates. */
  @ParameterizedTest
  @EnumSource
  void noise_ofTheWholeRound_hasThePricedVariance(Placement placement) {
    CentralPrivacy privacy = Settings.privacy(Settings.of(placement), SCHEDULE, 10);
    RoundPlan plan = SCHEDULE.plan(1);
    double expected = placement == Placement.LOCAL ? 0.25 * plan.cohortSize() : 0.25;

    assertVariance(expected, noise(privacy, plan), privacy);
    NoiseLevel level = privacy.noise().noise(plan);
    assertEquals(expected, level.fromClients() + level.fromServer(), 1e-15);
  }

  @ParameterizedTest
  @EnumSource(names = {"CENTRAL", "DISTRIBUTED"})
  void noise_ofAHypotheticalCohort_isScaledToTheSimulatedOne(Placement placement) {
    // z C size / M = 2 * 0.5 * 20 / 400
    CentralPrivacy privacy =
        Settings.privacy(Settings.hypothetical(placement, 2, 400, 1_000_000), SCHEDULE, 10);

    assertVariance(0.05 * 0.05, noise(privacy, SCHEDULE.plan(1)), privacy);
  }

  @ParameterizedTest
  @EnumSource(names = {"CENTRAL", "DISTRIBUTED"})
  void noise_nobodyTakesPart_isAddedByTheServerAndRecorded(Placement placement) {
    Schedule schedule = Settings.schedule(Sampling.POISSON, 1, 1000);
    CentralPrivacy privacy = Settings.privacy(Settings.of(placement), schedule, 10);
    RoundPlan empty = Settings.empty(schedule);

    assertTrue(privacy.noise().clientHalf(empty).isEmpty());
    RingSum sum = new RingSum(LENGTH);
    assertEquals(1, privacy.noise().serverHalf(empty, sum).size());
    assertVariance(0.25, sum.values(), privacy);
  }

  @ParameterizedTest(name = "{0}: from clients {1}, from the server {2}")
  @CsvSource({"CENTRAL, false, true", "DISTRIBUTED, true, false", "LOCAL, true, false"})
  void noise_comesFromWhereItIsPlaced(Placement placement, boolean clients, boolean server) {
    RingStage noise = Settings.privacy(Settings.of(placement), SCHEDULE, 10).noise();
    RoundPlan plan = SCHEDULE.plan(1);
    RingSum sum = new RingSum(5);
    noise.serverHalf(plan, sum);

    assertEquals(clients, noise.clientHalf(plan).isPresent());
    assertEquals(clients, noise.noise(plan).fromClients() > 0);
    assertEquals(server, sum.values()[0] != 0);
    assertEquals(server, noise.noise(plan).fromServer() > 0);
  }

  /** The server's shares are those that the lost clients would have added. */
  @ParameterizedTest
  @EnumSource(names = {"GAUSSIAN", "DISCRETE_GAUSSIAN", "SKELLAM"})
  void noise_clientsDropOut_toppedUp_isWhatItWouldHaveBeen(NoiseLaw law) {
    Schedule all = Settings.schedule(Sampling.UNIFORM, 20, 2000);
    CentralPrivacy whole =
        Settings.privacy(Settings.mechanism(law, Placement.DISTRIBUTED, 1), all, 10);
    Schedule lossy = all.withDropout(0.4);
    CentralPrivacy privacy =
        Settings.privacy(Settings.mechanism(law, Placement.DISTRIBUTED, 1), lossy, 10);
    RoundPlan plan = lossy.plan(1);
    assertTrue(plan.lost().length > 0);

    assertArrayEquals(noise(whole, all.plan(1)), noise(privacy, plan));
    NoiseLevel level = privacy.noise().noise(plan);
    assertEquals(0.25 * plan.lost().length / 20, level.fromServer(), 1e-15);
    assertEquals(0.25, level.fromClients() + level.fromServer(), 1e-15);
  }

  @ParameterizedTest
  @EnumSource(names = {"GAUSSIAN", "DISCRETE_GAUSSIAN", "SKELLAM"})
  void noise_clientsDropOut_notToppedUp_isTheRestAndPricedSo(NoiseLaw law) {
    Schedule lossy = Settings.schedule(Sampling.UNIFORM, 20, 2000).withDropout(0.4);
    CentralPrivacy privacy = Settings.privacy(Settings.withoutTopUp(law), lossy, 1);
    RoundPlan plan = lossy.plan(1);
    double left = (20 - plan.lost().length) / 20.0;

    assertVariance(0.25 * left, noise(privacy, plan), privacy);
    PricedEvent ran = (PricedEvent) privacy.noise().serverHalf(plan, new RingSum(1)).get(0);
    double multiplier = LedgerRow.of(1, ran, 0).noiseMultiplier();
    // Discrete laws round their variance up to a whole unit.
    assertEquals(Math.sqrt(left), multiplier, 1e-9);
    assertFalse(ran.toppedUp());
    assertTrue(privacy.ledger().append(plan, List.of(ran)).epsilon() > 0);
    assertEquals(privacy.plannedEpsilon(), privacy.ledger().append(plan, List.of(ran)).epsilon());
  }

  @Test
  void noise_everybodyDropsOut_isAddedByTheServer() {
    Schedule lossy = Settings.schedule(Sampling.UNIFORM, 1, 2000).withDropout(0.9);
    RoundPlan plan =
        IntStream.range(1, 100)
            .mapToObj(lossy::plan)
            .filter(p -> p.lost().length == 1)
            .findFirst()
            .orElseThrow();
    for (boolean topUp : new boolean[] {false, true}) {
      PrivacySettings settings =
          topUp ? Settings.of(Placement.DISTRIBUTED) : Settings.withoutTopUp(NoiseLaw.GAUSSIAN);
      CentralPrivacy privacy = Settings.privacy(settings, lossy, 10);
      assertVariance(0.25, noise(privacy, plan), privacy);
    }
  }

  @Test
  void noise_withoutMultiplier_isNone() {
    CentralPrivacy privacy =
        Settings.privacy(Settings.of(Placement.DISTRIBUTED, 0, null), SCHEDULE, 10);

    assertArrayEquals(new long[LENGTH], noise(privacy, SCHEDULE.plan(1)));
    assertTrue(privacy.noise().clientHalf(SCHEDULE.plan(1)).isEmpty());
  }

  @Test
  void clientHalf_clientAndRound_decideTheShare() {
    RingStage noise = Settings.privacy(Settings.of(Placement.DISTRIBUTED), SCHEDULE, 10).noise();
    RingStage.ClientHalf first = noise.clientHalf(SCHEDULE.plan(1)).orElseThrow();
    RingStage.ClientHalf second = noise.clientHalf(SCHEDULE.plan(2)).orElseThrow();

    assertArrayEquals(share(first, 7), share(RoundTrip.of(first), 7));
    assertFalse(share(first, 7)[0] == share(first, 8)[0]);
    assertFalse(share(first, 7)[0] == share(second, 7)[0]);
  }

  @Test
  void clientHalf_update_isKeptUnderTheNoise() {
    RingStage noise = Settings.privacy(Settings.of(Placement.LOCAL), SCHEDULE, 10).noise();
    RingStage.ClientHalf half = noise.clientHalf(SCHEDULE.plan(1)).orElseThrow();
    long[] update = {1000, -1000, 5};
    half.apply(7, update, 1);

    long[] share = share(half, 7);
    assertArrayEquals(new long[] {share[0] + 1000, share[1] - 1000, share[2] + 5}, update);
  }

  private static long[] share(RingStage.ClientHalf half, long ordinal) {
    long[] share = new long[3];
    half.apply(ordinal, share, 1);
    return share;
  }

  /** All that the round's clients and its server add to a sum of zero updates. */
  private static long[] noise(CentralPrivacy privacy, RoundPlan plan) {
    RingSum sum = new RingSum(LENGTH);
    for (long ordinal : plan.cohort()) {
      if (plan.dropout().loses(ordinal)) {
        continue;
      }
      long[] encoded = new long[LENGTH];
      privacy.noise().clientHalf(plan).ifPresent(half -> half.apply(ordinal, encoded, 1));
      sum.add(encoded, 1);
    }
    privacy.noise().serverHalf(plan, sum);
    return sum.values();
  }

  /** The mean of n squares of N(0, v) has deviation v sqrt(2 / n), their mean sqrt(v / n). */
  private static void assertVariance(double expected, long[] noise, CentralPrivacy privacy) {
    double unit = Math.scalb(1.0, -privacy.encoding().bits());
    double mean = 0;
    double square = 0;
    for (long value : noise) {
      mean += value * unit / noise.length;
      square += (value * unit) * (value * unit) / noise.length;
    }
    assertEquals(0, mean, 7 * Math.sqrt(expected / noise.length));
    assertEquals(expected, square, 7 * expected * Math.sqrt(2.0 / noise.length));
  }
}
