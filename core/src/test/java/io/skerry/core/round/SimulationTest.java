package io.skerry.core.round;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skerry.core.InvalidInputException;
import io.skerry.core.metrics.DataPart;
import io.skerry.core.metrics.RoundMetrics;
import io.skerry.core.pipeline.GivenUp;
import io.skerry.core.pipeline.Pipeline;
import io.skerry.core.pipeline.RingStage;
import io.skerry.core.pipeline.RoundEvent;
import io.skerry.core.random.RandomKey;
import io.skerry.core.round.ToyClients.ToyAlgorithm;
import io.skerry.core.round.ToyClients.ToyPopulation;
import io.skerry.core.round.ToyClients.ToySum;
import io.skerry.core.schedule.Dropout.Fate;
import io.skerry.core.schedule.RoundPlan;
import io.skerry.core.schedule.Sampling;
import io.skerry.core.schedule.Schedule;
import io.skerry.core.sum.RangeEncoding;
import io.skerry.core.sum.RingSum;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class SimulationTest {
  private static final ToyPopulation POPULATION = new ToyPopulation(40);

  @Test
  void run_reportsEachRoundOnceAndEvaluatesTheDueOnesAndTheLast() {
    List<RoundReport> reports = new ArrayList<>();
    RunResult result = run(builder(3).rounds(5).evaluateEvery(2).observe(reports::add));

    assertEquals(List.of(1, 2, 3, 4, 5), reports.stream().map(r -> r.metrics().round()).toList());
    assertEquals(
        List.of(false, true, false, true, true),
        reports.stream().map(r -> !r.evaluations().isEmpty()).toList());
    assertEquals(DataPart.TEST, reports.get(1).evaluations().get(0).set());
    assertEquals(39, reports.get(1).evaluations().get(0).clients());
    assertEquals(
        List.of("even", "odd"), reports.get(1).clusters().stream().map(c -> c.cluster()).toList());
    assertEquals(5, result.state().round());
    assertFalse(result.budgetSpent());
  }

  @Test
  void run_resumedHalfway_givesTheSameBits() {
    List<ServerState> states = new ArrayList<>();
    RunResult whole = run(builder(3).rounds(6).observe(r -> states.add(r.state())));
    RunResult resumed = run(builder(3).rounds(6).resume(states.get(2)));

    assertArrayEquals(whole.state().parameters(), resumed.state().parameters());
  }

  @Test
  void run_roundGivenUp_leavesTheModelAndGoesOn() {
    List<RoundReport> reports = new ArrayList<>();
    Schedule schedule = new Schedule(Sampling.UNIFORM, 10, 40, RandomKey.of(3));
    Pipeline<RingSum> pipeline =
        new Pipeline<>(
            List.of(), new RangeEncoding(4, 40), List.of(new SecondRoundLost()), new ToySum());
    run(
        Simulation.of(POPULATION, schedule, ToyAlgorithm.of(4), pipeline, SimulationTest::add)
            .rounds(3)
            .observe(reports::add));

    assertEquals(
        List.of(Optional.empty(), Optional.of("too few"), Optional.empty()),
        reports.stream().map(RoundReport::givenUp).toList());
    float[] before = reports.get(0).state().parameters();
    assertArrayEquals(before, reports.get(1).state().parameters());
    assertEquals(2, reports.get(1).state().round());
    assertFalse(java.util.Arrays.equals(before, reports.get(2).state().parameters()));
  }

  @Test
  void run_clientsDropOut_areCountedAndInNoOtherFigure() {
    List<RoundReport> reports = new ArrayList<>();
    Schedule schedule = new Schedule(Sampling.UNIFORM, 20, 40, RandomKey.of(3)).withDropout(0.3);
    run(
        Simulation.of(POPULATION, schedule, ToyAlgorithm.of(4), pipeline(), SimulationTest::add)
            .observe(reports::add));

    RoundMetrics metrics = reports.get(0).metrics();
    long lost = schedule.plan(1).lost().length;
    long begun =
        LongStream.of(schedule.plan(1).cohort())
            .filter(o -> schedule.plan(1).dropout().of(o) != Fate.LOST_BEFORE_WORK)
            .count();
    assertTrue(lost > 0);
    assertEquals(lost, metrics.dropped());
    assertEquals(20 - lost, metrics.clients());
    assertEquals(20 - lost, metrics.samples());
    assertEquals(0.5, metrics.trainLoss());
    assertEquals((20 - lost) * 4 * Float.BYTES, metrics.bytesUp());
    assertEquals(begun * 4 * Float.BYTES, metrics.bytesDown());
  }

  /** Loses the sum of round 2. */
  private record SecondRoundLost() implements RingStage {
    @Override
    public Optional<ClientHalf> clientHalf(RoundPlan plan) {
      return Optional.empty();
    }

    @Override
    public List<RoundEvent> serverHalf(RoundPlan plan, RingSum sum) {
      return plan.round() == 2 ? List.of(new GivenUp("too few")) : List.of();
    }

    @Override
    public NoiseLevel noise(RoundPlan plan) {
      return new NoiseLevel(0, 0);
    }
  }

  @Test
  void run_otherSeed_givesAnotherModel() {
    float[] one = run(builder(3).rounds(2)).state().parameters();
    float[] other = run(builder(4).rounds(2)).state().parameters();

    assertFalse(java.util.Arrays.equals(one, other));
  }

  @Test
  void evaluateSample_drawsTheSameClientsEachTime() {
    List<RoundReport> reports = new ArrayList<>();
    run(builder(3).rounds(3).evaluateSample(7).observe(reports::add));

    assertTrue(reports.get(0).evaluated().size() >= 6);
    assertEquals(
        reports.get(0).evaluated().stream().map(r -> r.ordinal()).toList(),
        reports.get(2).evaluated().stream().map(r -> r.ordinal()).toList());
  }

  @Test
  void build_scheduleOfAnotherPopulation_isRefused() {
    Schedule other = new Schedule(Sampling.UNIFORM, 5, 41, RandomKey.of(1));
    InvalidInputException e =
        assertThrows(
            InvalidInputException.class,
            () ->
                Simulation.of(
                    POPULATION, other, ToyAlgorithm.of(4), pipeline(), SimulationTest::add));

    assertEquals("cohort: drawn from 41 clients, expected the population's 40", e.getMessage());
  }

  private static SimulationBuilder<RingSum> builder(long seed) {
    Schedule schedule = new Schedule(Sampling.POISSON, 10, 40, RandomKey.of(seed));
    return Simulation.of(POPULATION, schedule, ToyAlgorithm.of(4), pipeline(), SimulationTest::add);
  }

  private static Pipeline<RingSum> pipeline() {
    return Pipeline.plain(new RangeEncoding(4, 40), new ToySum());
  }

  private static float[] add(float[] parameters, float[] update) {
    float[] next = parameters.clone();
    for (int i = 0; i < next.length; i++) {
      next[i] += update[i];
    }
    return next;
  }

  private static RunResult run(SimulationBuilder<RingSum> builder) {
    try (RoundRunner runner = new LocalRoundRunner(2)) {
      return builder.build().run(runner);
    }
  }
}
