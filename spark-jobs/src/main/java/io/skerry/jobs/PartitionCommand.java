package io.skerry.jobs;

import io.skerry.core.data.Population;
import io.skerry.core.data.PopulationSpec;
import io.skerry.jobs.config.Experiment;
import java.io.PrintStream;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Builds the population of an experiment, where it is not stored yet, and prints its report. */
@Command(
    name = "partition",
    description = "Builds an experiment's population and prints its report.")
final class PartitionCommand implements Callable<Integer> {
  @Mixin private ExperimentOptions options = new ExperimentOptions();
  @Mixin private EngineOption engine = new EngineOption();

  @Override
  public Integer call() {
    Experiment experiment = options.read();
    PrintStream out = System.out;
    try (Engine opened = engine.open(experiment)) {
      Population population =
          new Populations(experiment, opened.storage(), opened.session(), out).open();
      PopulationSpec spec = population.spec();
      out.printf(Locale.ROOT, "clients   %,d%n", spec.clients());
      out.printf(Locale.ROOT, "samples   %s%n", spec.samples() < 0 ? "computed" : spec.samples());
      out.printf(
          Locale.ROOT,
          "examples  shape %s, %d classes%n",
          spec.data().shape(),
          spec.data().classes());
      out.println("held out  " + (spec.heldOut() ? "yes" : "no"));
      out.println("digest    " + spec.digest());
    }
    return 0;
  }
}
