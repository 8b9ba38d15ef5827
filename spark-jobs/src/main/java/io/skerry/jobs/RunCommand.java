package io.skerry.jobs;

import io.skerry.core.data.Population;
import io.skerry.core.model.ModelDigest;
import io.skerry.core.pipeline.ClientAlgorithm;
import io.skerry.core.round.RunResult;
import io.skerry.core.round.Simulation;
import io.skerry.core.round.SimulationBuilder;
import io.skerry.core.schedule.Schedule;
import io.skerry.core.sum.RingSum;
import io.skerry.jobs.config.Experiment;
import io.skerry.jobs.config.Source;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs an experiment. */
@Command(name = "run", description = "Runs an experiment.", mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {
  @Mixin private ExperimentOptions options = new ExperimentOptions();

  @Option(
      names = "--engine",
      paramLabel = "threads|spark",
      defaultValue = "spark",
      description = "What runs the clients: Spark, or threads of one JVM. Default: spark.")
  private String engine = "spark";

  @Override
  public Integer call() {
    Experiment experiment = options.read();
    try (Engine running =
        engine.equals("threads")
            ? Engine.threads()
            : Engine.spark(experiment.name(), experiment.partitions())) {
      Population population = ((Source.Generated) experiment.data().source()).population();
      Schedule schedule =
          new Schedule(
              experiment.training().sampling(),
              experiment.training().cohortSize(),
              population.spec().clients(),
              experiment.key().child("rounds"));
      ClientAlgorithm clients = experiment.training().clients().apply(population.spec().data());
      SimulationBuilder<RingSum> b =
          Simulation.of(
                  population,
                  schedule,
                  clients,
                  experiment.summing().pipeline(schedule, population.spec()),
                  experiment.training().server())
              .rounds(experiment.rounds())
              .evaluateEvery(experiment.evaluation().every());
      experiment.evaluation().clients().ifPresent(b::evaluateSample);
      RunResult r =
          b.observe(new Progress(System.out, false, experiment.rounds()))
              .build()
              .run(running.runner());
      System.out.println(ModelDigest.sha256(r.state().parameters()));
    }
    return 0;
  }
}
