package io.skerry.jobs.bench;

import io.skerry.aggregators.ServerSgd;
import io.skerry.core.pipeline.Pipeline;
import io.skerry.core.round.RoundReport;
import io.skerry.core.round.RoundRunner;
import io.skerry.core.round.RunResult;
import io.skerry.core.round.ServerState;
import io.skerry.core.round.Simulation;
import io.skerry.core.schedule.Schedule;
import io.skerry.core.sum.RingSum;
import io.skerry.privacy.CentralPrivacy;
import java.util.Optional;

/** Runs a workload's rounds from its initial parameters, again and again, and times them. */
final class Passes {
  private final Workload workload;
  private final int rounds;
  private final RoundRunner runner;
  private final Schedule schedule;
  private final Pipeline<RingSum> pipeline;
  private final Optional<CentralPrivacy> privacy;

  Passes(Workload workload, int rounds, RoundRunner runner) {
    this.workload = workload;
    this.rounds = rounds;
    this.runner = runner;
    this.schedule = workload.schedule();
    this.pipeline = workload.pipeline();
    this.privacy = workload.privacy();
  }

  /**
   * One pass through all rounds.
   *
   * @param seconds wall time, without the evaluation that ends every run
   * @param cpuSeconds processor time of all threads, the evaluation's included
   */
  record Pass(float[] parameters, double seconds, double cpuSeconds) {}

  Pass run() {
    double[] evaluation = {0};
    double cpu = ProcessFigures.cpuSeconds();
    long start = System.nanoTime();
    RunResult result =
        Simulation.of(workload.clients(), schedule, workload.training(), pipeline, new ServerSgd(1))
            .rounds(rounds)
            .evaluateEvery(rounds)
            .evaluateSample(1)
            .resume(
                new ServerState(
                    0,
                    workload.initial(),
                    pipeline.vectorStages(),
                    privacy.map(CentralPrivacy::ledger).orElse(null)))
            .observe((RoundReport report) -> evaluation[0] += report.evaluationSeconds())
            .build()
            .run(runner);
    double seconds = (System.nanoTime() - start) * 1e-9 - evaluation[0];
    return new Pass(result.state().parameters(), seconds, ProcessFigures.cpuSeconds() - cpu);
  }

  /**
   * Passes until their time is steady: until two spells of at least a second each were not faster
   * than the fastest before them by more than 3 percent.
   *
   * @param atMost seconds after which no further pass begins
   * @return seconds taken
   */
  double warmUp(double atMost) {
    double fastest = Double.POSITIVE_INFINITY;
    int steady = 0;
    long start = System.nanoTime();
    double elapsed = 0;
    while (steady < 2 && elapsed < atMost) {
      double spell = 0;
      int passes = 0;
      while (spell < 1 && elapsed + spell < atMost) {
        spell += run().seconds();
        passes++;
      }
      steady = spell / passes < 0.97 * fastest ? 0 : steady + 1;
      fastest = Math.min(fastest, spell / passes);
      elapsed = (System.nanoTime() - start) * 1e-9;
    }
    return elapsed;
  }
}
