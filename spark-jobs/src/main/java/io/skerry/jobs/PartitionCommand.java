package io.skerry.jobs;

import io.skerry.core.data.Population;
import io.skerry.core.data.PopulationSpec;
import io.skerry.jobs.census.PopulationFiles;
import io.skerry.jobs.config.Experiment;
import io.skerry.partitioners.report.PopulationReport;
import java.io.PrintStream;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Builds the population of an experiment, where it is not stored yet, and reports on it. */
@Command(name = "partition", description = "Builds an experiment's population and reports on it.")
final class PartitionCommand implements Callable<Integer> {
  @Mixin private ExperimentOptions options = new ExperimentOptions();
  @Mixin private EngineOption engine = new EngineOption();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "The folder of the report's files. Default: reports/NAME.")
  private @Nullable String out;

  @Override
  public Integer call() {
    Experiment experiment = options.read();
    PrintStream console = System.out;
    try (Engine opened = engine.open(experiment)) {
      Population population =
          new Populations(experiment, opened.storage(), opened.session(), console).open();
      PopulationSpec spec = population.spec();
      PopulationReport report = PopulationReport.of(population);
      PopulationFiles.figures(spec, report)
          .forEach((figure, value) -> console.printf(Locale.ROOT, "%-9s %s%n", figure, value));
      console.println("packing   " + opened.packing(population));
      String folder = out == null ? "reports/" + experiment.name() : out;
      PopulationFiles.write(opened.storage(), folder, experiment.name(), spec, report);
      console.println("report    " + folder + "/population.html");
    }
    return 0;
  }
}
