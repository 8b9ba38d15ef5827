package io.skerry.privacy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skerry.core.InvalidInputException;
import io.skerry.core.RoundTrip;
import io.skerry.core.metrics.ClientStatus;
import io.skerry.core.pipeline.Pipeline;
import io.skerry.core.pipeline.RingStage;
import io.skerry.core.round.LocalRoundRunner;
import io.skerry.core.round.RoundReport;
import io.skerry.core.round.RunResult;
import io.skerry.core.round.Simulation;
import io.skerry.core.round.SimulationBuilder;
import io.skerry.core.round.ToyClients.ToyAlgorithm;
import io.skerry.core.round.ToyClients.ToyPopulation;
import io.skerry.core.round.ToyClients.ToySum;
import io.skerry.core.schedule.Sampling;
import io.skerry.core.schedule.Schedule;
import io.skerry.core.sum.RingSum;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The mechanism inside a whole run. */
final class PrivateSimulationTest {
  private static final int SIZE = 300;
  private static final Schedule SCHEDULE = Settings.schedule(Sampling.POISSON, 8, 40);

  @ParameterizedTest
  @EnumSource
  void run_anyThreadsAndAResume_giveTheSameBits(Placement placement) {
    givesTheSameBits(Settings.of(placement));
  }

  @ParameterizedTest
  @EnumSource(names = {"CENTRAL", "LOCAL"})
  void run_laplaceNoise_givesTheSameBits(Placement placement) {
    givesTheSameBits(Settings.laplace(placement, 0.5, null, 1));
  }

  private static void givesTheSameBits(PrivacySettings settings) {
    CentralPrivacy privacy = Settings.privacy(settings, SCHEDULE, 8);
    List<RoundReport> reports = new ArrayList<>();
    RunResult whole = run(simulation(privacy, SCHEDULE, -1).rounds(8).observe(reports::add), 1);
    RunResult threaded = run(simulation(privacy, SCHEDULE, -1).rounds(8), 3);
    RunResult resumed =
        run(
            simulation(privacy, SCHEDULE, -1)
                .rounds(8)
                .resume(RoundTrip.of(reports.get(3).state())),
            2);

    assertArrayEquals(whole.state().parameters(), threaded.state().parameters());
    assertArrayEquals(whole.state().parameters(), resumed.state().parameters());
    assertEquals(epsilon(whole), epsilon(threaded));
    assertEquals(epsilon(whole), epsilon(resumed));
    assertEquals(epsilon(whole), privacy.plannedEpsilon());
  }

  @ParameterizedTest
  @EnumSource
  void run_budget_stopsBeforeItIsExceeded(Placement placement) {
    double budget = placement == Placement.LOCAL ? 12 : 6;
    CentralPrivacy privacy =
        Settings.privacy(Settings.budget(placement, 2, budget), SCHEDULE, 1000);
    List<RoundReport> reports = new ArrayList<>();
    RunResult result = run(simulation(privacy, SCHEDULE, -1).rounds(1000).observe(reports::add), 1);

    assertTrue(result.budgetSpent());
    assertTrue(reports.size() > 1);
    assertTrue(reports.get(reports.size() - 1).last());
    assertTrue(epsilon(result) <= budget);
    CentralPrivacy oneMore =
        Settings.privacy(Settings.of(placement, 2, null), SCHEDULE, result.state().round() + 1);
    assertTrue(oneMore.plannedEpsilon() > budget);
  }

  @Test
  void run_budgetBelowOneRound_isRefused() {
    CentralPrivacy privacy =
        Settings.privacy(Settings.budget(Placement.CENTRAL, 0.5, 0.1), SCHEDULE, 5);

    InvalidInputException refusal =
        assertThrows(
            InvalidInputException.class, () -> run(simulation(privacy, SCHEDULE, -1).rounds(5), 1));
    assertTrue(refusal.getMessage().startsWith("privacy.max-epsilon: "));
  }

  @Test
  void run_calibratedToATarget_spendsItInThePlannedRounds() {
    CentralPrivacy privacy =
        Settings.privacy(Settings.target(Placement.DISTRIBUTED, 3), SCHEDULE, 12);
    RunResult result = run(simulation(privacy, SCHEDULE, -1).rounds(12), 1);

    assertFalse(result.budgetSpent());
    assertEquals(3, epsilon(result), 1e-6);
  }

  @Test
  void run_divergedClient_sendsZeroAndItsShare() {
    Schedule everyone = Settings.schedule(Sampling.UNIFORM, 1, 1);
    CentralPrivacy privacy = Settings.privacy(Settings.of(Placement.DISTRIBUTED), everyone, 1);
    List<RoundReport> reports = new ArrayList<>();
    RunResult result = run(simulation(privacy, everyone, 0).observe(reports::add), 1);

    long[] share = new long[SIZE];
    RingStage noise = privacy.noise();
    noise.clientHalf(everyone.plan(1)).orElseThrow().apply(0, share, 1);
    float[] expected = new ToySum().finish(sumOf(share), privacy.encoding());
    assertEquals(ClientStatus.DIVERGED, reports.get(0).trained().get(0).status());
    assertArrayEquals(expected, result.state().parameters());
  }

  @ParameterizedTest
  @EnumSource
  void run_reports_priceClipAndNameWhatHappened(Placement placement) {
    CentralPrivacy privacy = Settings.privacy(Settings.of(placement), SCHEDULE, 3);
    List<RoundReport> reports = new ArrayList<>();
    run(simulation(privacy, SCHEDULE, -1).rounds(3).observe(reports::add), 1);

    for (RoundReport report : reports) {
      List<LedgerRow> rows = LedgerRow.of(report);
      assertEquals(1, rows.size());
      assertEquals(report.plan().round(), rows.get(0).round());
      assertEquals(report.metrics().epsilon(), rows.get(0).epsilon());
      assertNotNull(report.metrics().signalToNoise());
      // Uniform coordinates are far longer than the clip; noisy values take 8 bytes, others 4.
      int bytes = placement == Placement.CENTRAL ? Float.BYTES : Long.BYTES;
      report.trained().forEach(row -> assertTrue(row.clipped()));
      report.trained().forEach(row -> assertEquals((long) bytes * SIZE, row.bytesUp()));
    }
  }

  @Test
  void run_emptyRound_addsNoiseAndIsPaid() {
    Schedule rare = Settings.schedule(Sampling.POISSON, 1, 40);
    int round = Settings.empty(rare).round();
    CentralPrivacy privacy = Settings.privacy(Settings.of(Placement.DISTRIBUTED), rare, round);
    List<RoundReport> reports = new ArrayList<>();
    run(simulation(privacy, rare, -1).rounds(round).observe(reports::add), 1);

    RoundReport empty = reports.get(round - 1);
    assertEquals(0, empty.metrics().clients());
    assertEquals(1, LedgerRow.of(empty).size());
    assertEquals(privacy.plannedEpsilon(), empty.metrics().epsilon());
    float[] before = round == 1 ? new float[SIZE] : reports.get(round - 2).state().parameters();
    int moved = 0;
    for (int i = 0; i < SIZE; i++) {
      moved += empty.state().parameters()[i] != before[i] ? 1 : 0;
    }
    assertEquals(SIZE, moved);
  }

  private static SimulationBuilder<RingSum> simulation(
      CentralPrivacy privacy, Schedule schedule, long diverging) {
    Pipeline<RingSum> pipeline =
        new Pipeline<>(
            List.of(privacy.clip()), privacy.encoding(), List.of(privacy.noise()), new ToySum());
    return Simulation.of(
            new ToyPopulation(schedule.clients()),
            schedule,
            new ToyAlgorithm(SIZE, -1, diverging, "toy"),
            pipeline,
            PrivateSimulationTest::add)
        .ledger(privacy.ledger());
  }

  private static float[] add(float[] parameters, float[] update) {
    float[] next = parameters.clone();
    for (int i = 0; i < next.length; i++) {
      next[i] += update[i];
    }
    return next;
  }

  private static RingSum sumOf(long[] values) {
    RingSum sum = new RingSum(values.length);
    sum.add(values);
    return sum;
  }

  private static double epsilon(RunResult result) {
    return result.state().ledger().epsilon();
  }

  private static RunResult run(SimulationBuilder<RingSum> simulation, int threads) {
    try (LocalRoundRunner runner = new LocalRoundRunner(threads)) {
      return simulation.build().run(runner);
    }
  }
}
