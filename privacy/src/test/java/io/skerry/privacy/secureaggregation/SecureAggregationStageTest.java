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

/** The protocol inside a round. */
final class SecureAggregationStageTest {
  private static final int LENGTH = 30;
  private static final Schedule SCHEDULE =
      new Schedule(Sampling.UNIFORM, 9, 40, RandomKey.of(5).child("rounds"));

  @Test
  void halves_hideUpdateAndWeight_andGiveTheirSums() {
    SecureAggregation stage = new SecureAggregation(4, LENGTH);
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

  @ParameterizedTest(name = "{0} sampling, neighbours {1}, diverging client {2}")
  @CsvSource({"UNIFORM,,-1", "UNIFORM, 4, -1", "UNIFORM, 4, 7", "POISSON,, 7"})
  void run_masked_givesTheBitsOfTheUnmaskedRun(
      Sampling sampling, Integer neighbours, long diverging) {
    RingStage mask = new SecureAggregation(neighbours, LENGTH);
    Schedule schedule = new Schedule(sampling, 9, 40, SCHEDULE.key());

    List<RoundReport> plain = run(schedule, List.of(), diverging, 1);
    List<RoundReport> masked = run(schedule, List.of(mask), diverging, 2);

    for (int i = 0; i < plain.size(); i++) {
      assertArrayEquals(
          plain.get(i).state().parameters(), masked.get(i).state().parameters(), "round " + i);
      assertEquals(plain.get(i).metrics().diverged(), masked.get(i).metrics().diverged());
    }
  }

  @Test
  void run_bytes_areTheProtocolsOwn() {
    List<RoundReport> reports = run(SCHEDULE, List.of(new SecureAggregation(4, LENGTH)), -1, 1);
    Cast cast = Cast.sparse(9, 4, LENGTH);
    Execution.Outcome outcome = cast.run(Dropouts.NONE);

    RoundReport report = reports.get(0);
    assertEquals(Arrays.stream(outcome.bytesUp()).sum(), report.metrics().bytesUp());
    long models = 9L * LENGTH * Float.BYTES;
    assertEquals(Arrays.stream(outcome.bytesDown()).sum() + models, report.metrics().bytesDown());
  }

  @Test
  void clientHalf_cohortOfOne_isRefused() {
    Schedule one = new Schedule(Sampling.UNIFORM, 1, 40, SCHEDULE.key());
    SecureAggregation stage = new SecureAggregation(null, LENGTH);
    assertThrows(SecureAggregationException.class, () -> stage.clientHalf(one.plan(1)));
  }

  @Test
  void neighbours_odd_areRefusedByTheKey() {
    InvalidInputException refusal =
        assertThrows(InvalidInputException.class, () -> new SecureAggregation(5, LENGTH));
    assertTrue(refusal.getMessage().startsWith("secure-aggregation.neighbours: "));
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
