package io.skerry.privacy.secureaggregation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skerry.core.InvalidInputException;
import io.skerry.core.RoundTrip;
import io.skerry.core.pipeline.Pipeline;
import io.skerry.core.pipeline.RingStage;
import io.skerry.core.random.RandomKey;
import io.skerry.core.round.LocalRoundRunner;
import io.skerry.core.round.RoundReport;
import io.skerry.core.round.Simulation;
import io.skerry.core.round.ToyClients.ToyAlgorithm;
import io.skerry.core.round.ToyClients.ToyPopulation;
import io.skerry.core.round.ToyClients.ToySum;
import io.skerry.core.schedule.RoundPlan;
import io.skerry.core.schedule.Sampling;
import io.skerry.core.schedule.Schedule;
import io.skerry.core.sum.RangeEncoding;
import io.skerry.core.sum.RingSum;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The protocol inside a round. */
final class SecureAggregationStageTest {
  private static final int LENGTH = 30;
  private static final Schedule SCHEDULE =
      new Schedule(Sampling.UNIFORM, 9, 40, RandomKey.of(5).child("rounds"));

  @Test
  void halves_hideUpdateAndWeight_andGiveTheirSums() {
    SecureAggregation stage = stage(4, false);
    RoundPlan plan = SCHEDULE.plan(3);
    RingStage.ClientHalf half = RoundTrip.of(stage.clientHalf(plan).orElseThrow());
    RingSum sum = new RingSum(LENGTH);
    for (long ordinal : plan.cohort()) {
      long[] encoded = new long[LENGTH];
      Arrays.fill(encoded, ordinal);
      long weight = half.apply(ordinal, encoded, 2);
      assertNotEquals(2, weight);
      assertFalse(Arrays.stream(encoded).anyMatch(value -> value == ordinal));
      sum.add(encoded, weight);
    }

    assertTrue(stage.serverHalf(plan, sum).isEmpty());

    long[] expected = new long[LENGTH];
    Arrays.fill(expected, Arrays.stream(plan.cohort()).sum());
    assertArrayEquals(expected, sum.values());
    assertEquals(18, sum.weight());
  }

  @ParameterizedTest(name = "{0} sampling, neighbours {1}, active {2}, diverging client {3}")
  @CsvSource({
    "UNIFORM,, false, -1",
    "UNIFORM, 4, false, -1",
    "UNIFORM, 4, false, 7",
    "POISSON,, false, 7",
    "UNIFORM,, true, 7"
  })
  void run_masked_givesTheBitsOfTheUnmaskedRun(
      Sampling sampling, Integer neighbours, boolean active, long diverging) {
    RingStage mask = stage(neighbours, active);
    Schedule schedule = new Schedule(sampling, 9, 40, SCHEDULE.key());

    List<RoundReport> plain = run(schedule, List.of(), diverging, 1);
    List<RoundReport> masked = run(schedule, List.of(mask), diverging, 2);

    for (int i = 0; i < plain.size(); i++) {
      assertArrayEquals(
          plain.get(i).state().parameters(), masked.get(i).state().parameters(), "round " + i);
      assertEquals(plain.get(i).metrics().diverged(), masked.get(i).metrics().diverged());
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void run_bytes_areTheProtocolsOwn(boolean active) {
    List<RoundReport> reports = run(SCHEDULE, List.of(stage(active ? null : 4, active)), -1, 1);
    Cast cast = active ? Cast.complete(9, LENGTH, true) : Cast.sparse(9, 4, LENGTH);
    Execution.Outcome outcome = cast.run(Dropouts.NONE);
    RoundReport report = reports.get(0);
    assertEquals(Arrays.stream(outcome.bytesUp()).sum(), report.metrics().bytesUp());
    long models = 9L * LENGTH * Float.BYTES;
    assertEquals(Arrays.stream(outcome.bytesDown()).sum() + models, report.metrics().bytesDown());
  }

  @Test
  void identity_ofAKey_isTheSameEachTime() {
    RandomKey key = RandomKey.of(5);
    assertEquals(Identity.keysOf(key).getPublic(), Identity.keysOf(key).getPublic());
    assertNotEquals(Identity.keysOf(key).getPublic(), Identity.keysOf(key.child(1)).getPublic());
  }

  @Test
  void clientHalf_cohortOfOne_isRefused() {
    Schedule one = new Schedule(Sampling.UNIFORM, 1, 40, SCHEDULE.key());
    SecureAggregation stage = stage(null, false);
    assertThrows(SecureAggregationException.class, () -> stage.clientHalf(one.plan(1)));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "secure-aggregation.neighbours, 5,, false",
    "secure-aggregation.active, 4,, true",
    "secure-aggregation.threshold,, 0.5, false",
    "secure-aggregation.threshold,, 0.66, true",
    "secure-aggregation.threshold,, 1.1, false"
  })
  void settings_thatDoNotGoTogether_areRefusedByTheKey(
      String key, Integer neighbours, Double threshold, boolean active) {
    InvalidInputException refusal =
        assertThrows(
            InvalidInputException.class,
            () -> new SecureAggregationSettings(neighbours, threshold, active));
    assertTrue(refusal.getMessage().startsWith(key + ": "), refusal.getMessage());
  }

  @Test
  void threshold_asAShare_isNeverBelowTheLeastThatIsSafe() {
    assertEquals(6, new SecureAggregationSettings(null, null, false).threshold(10));
    assertEquals(7, new SecureAggregationSettings(null, null, true).threshold(10));
    assertEquals(6, new SecureAggregationSettings(null, 0.51, false).threshold(10));
    assertEquals(8, new SecureAggregationSettings(null, 0.75, false).threshold(10));
  }

  private static SecureAggregation stage(Integer neighbours, boolean active) {
    return new SecureAggregation(new SecureAggregationSettings(neighbours, null, active), LENGTH);
  }

  private static List<RoundReport> run(
      Schedule schedule, List<RingStage> stages, long diverging, int threads) {
    List<RoundReport> reports = new ArrayList<>();
    try (LocalRoundRunner runner = new LocalRoundRunner(threads)) {
      Simulation.of(
              new ToyPopulation(schedule.clients()),
              schedule,
              new ToyAlgorithm(LENGTH, -1, diverging, "toy"),
              new Pipeline<>(List.of(), RangeEncoding.forSum(64, 100), stages, new ToySum()),
              (parameters, update) -> update.clone())
          .rounds(4)
          .observe(reports::add)
          .build()
          .run(runner);
    }
    return reports;
  }
}
