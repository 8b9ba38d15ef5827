package io.skerry.privacy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.skerry.core.RoundTrip;
import io.skerry.core.data.Examples;
import io.skerry.core.model.ParameterLayout;
import io.skerry.core.pipeline.ClientAlgorithm;
import io.skerry.core.pipeline.ClientTask;
import io.skerry.core.pipeline.ClientUpdate;
import io.skerry.core.pipeline.ClientWorker;
import io.skerry.core.pipeline.Evaluation;
import io.skerry.core.pipeline.Pipeline;
import io.skerry.core.random.RandomKey;
import io.skerry.core.random.RandomStream;
import io.skerry.core.round.LocalRoundRunner;
import io.skerry.core.round.RoundReport;
import io.skerry.core.round.RunResult;
import io.skerry.core.round.Simulation;
import io.skerry.core.round.SimulationBuilder;
import io.skerry.core.round.ToyClients.ToyPopulation;
import io.skerry.core.schedule.Sampling;
import io.skerry.core.schedule.Schedule;
import io.skerry.core.sum.RingSum;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Adaptive clipping in whole runs over clients whose updates keep their norms. */
final class AdaptiveClippingTest {
  private static final int SIZE = 20;
  private static final Schedule SCHEDULE = Settings.schedule(Sampling.POISSON, 60, 600);

  @ParameterizedTest(name = "{0}, first clip {1}")
  @CsvSource({"CENTRAL, 0.1", "CENTRAL, 10", "DISTRIBUTED, 0.1", "DISTRIBUTED, 10"})
  void run_fixedNorms_clipComesToTheirMedian(Placement placement, double first) {
    List<RoundReport> reports = new ArrayList<>();
    run(simulation(placement, first).rounds(100).observe(reports::add), 1);

    assertEquals(first, reports.get(0).metrics().clip());
    double ratio =
        reports.subList(80, 100).stream()
            .mapToDouble(r -> r.metrics().clip() / r.metrics().medianUpdateNorm())
            .average()
            .orElseThrow();
    assertEquals(1, ratio, 0.1);
  }

  @Test
  void run_anyThreadsAndAResume_giveTheSameBits() {
    List<RoundReport> reports = new ArrayList<>();
    RunResult whole = run(simulation(Placement.DISTRIBUTED, 10).rounds(8).observe(reports::add), 1);
    RunResult threaded = run(simulation(Placement.DISTRIBUTED, 10).rounds(8), 3);
    RunResult resumed =
        run(
            simulation(Placement.DISTRIBUTED, 10)
                .rounds(8)
                .resume(RoundTrip.of(reports.get(3).state())),
            2);

    assertArrayEquals(whole.state().parameters(), threaded.state().parameters());
    assertArrayEquals(whole.state().parameters(), resumed.state().parameters());
    assertEquals(whole.state().stages(), threaded.state().stages());
    assertEquals(whole.state().stages(), resumed.state().stages());
    assertEquals(SIZE, whole.state().parameters().length);
  }

  @Test
  void run_withoutNoise_movesTheModelByTheMeanOfClippedUpdates() {
    CentralPrivacy privacy =
        Settings.privacy(Settings.adaptive(Placement.CENTRAL, 1e6, 0), SCHEDULE, 1);
    List<RoundReport> reports = new ArrayList<>();
    run(simulation(privacy).observe(reports::add), 1);

    // Nothing is longer than the first clip: the mean is that of the updates.
    double[] sum = new double[SIZE];
    for (long ordinal : SCHEDULE.plan(1).cohort()) {
      ClientUpdate update = new ClientUpdate(SIZE);
      FixedNorms.fill(update, SCHEDULE.plan(1).key().child("client").child(ordinal), ordinal);
      for (int i = 0; i < SIZE; i++) {
        sum[i] += update.vector()[i];
      }
    }
    for (int i = 0; i < SIZE; i++) {
      assertEquals(sum[i] / 60, reports.get(0).state().parameters()[i], 1e-6);
    }
  }

  private static SimulationBuilder<RingSum> simulation(Placement placement, double first) {
    return simulation(Settings.privacy(Settings.adaptive(placement, first, 1), SCHEDULE, 100));
  }

  private static SimulationBuilder<RingSum> simulation(CentralPrivacy privacy) {
    Pipeline<RingSum> pipeline =
        new Pipeline<>(
            List.of(privacy.clip()),
            privacy.encoding(),
            List.of(privacy.noise()),
            new ToyMean(privacy.denominator()));
    return Simulation.of(
            new ToyPopulation(SCHEDULE.clients()),
            SCHEDULE,
            new FixedNorms(),
            pipeline,
            (parameters, update) -> {
              float[] next = parameters.clone();
              for (int i = 0; i < next.length; i++) {
                next[i] += update[i];
              }
              return next;
            })
        .ledger(privacy.ledger());
  }

  private static RunResult run(SimulationBuilder<RingSum> simulation, int threads) {
    try (LocalRoundRunner runner = new LocalRoundRunner(threads)) {
      return simulation.build().run(runner);
    }
  }

  /** A client's update has a direction of its key, and a norm of its own: lognormal, median 1. */
  private record FixedNorms() implements ClientAlgorithm {
    @Override
    public ParameterLayout layout() {
      return ParameterLayout.empty().with("point", SIZE);
    }

    @Override
    public float[] initialParameters(RandomKey key) {
      return new float[SIZE];
    }

    @Override
    public String kernels() {
      return "toy";
    }

    @Override
    public ClientWorker open(float[] model) {
      ClientUpdate update = new ClientUpdate(SIZE);
      return new ClientWorker() {
        @Override
        public ClientUpdate train(ClientTask task) {
          fill(update, task.key(), task.data().ordinal());
          update.trained(task.data().ordinal(), 1, 1, 0, 1, 1);
          return update;
        }

        @Override
        public Evaluation evaluate(Examples examples) {
          return new Evaluation(examples.size(), 0, 0);
        }

        @Override
        public void close() {}
      };
    }

    static void fill(ClientUpdate update, RandomKey key, long ordinal) {
      RandomStream direction = key.stream();
      float[] vector = update.vector();
      for (int i = 0; i < SIZE; i++) {
        vector[i] = (float) direction.nextGaussian();
      }
      double norm = Math.exp(RandomKey.of(7).child(ordinal).stream().nextGaussian());
      double scale = norm / update.norm();
      for (int i = 0; i < SIZE; i++) {
        vector[i] *= (float) scale;
      }
    }
  }
}
