package io.skerry.jobs;

import io.skerry.core.InvalidInputException;
import io.skerry.jobs.config.Experiment;
import java.io.PrintWriter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Prices a plan: that of a config, or one given by its figures. */
@Command(
    name = "epsilon",
    description = "What a plan costs by several accountants: that of a config, or by its figures.")
final class EpsilonCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  @ArgGroup(multiplicity = "1")
  private Plan plan = new Plan();

  static final class Plan {
    @ArgGroup(exclusive = false)
    private @Nullable ExperimentOptions config;

    @ArgGroup(exclusive = false)
    private @Nullable Figures figures;
  }

  static final class Figures {
    @Option(
        names = "--noise-multiplier",
        paramLabel = "Z",
        required = true,
        description = PrivacyCommand.NOISE)
    private double noise;

    @Option(
        names = "--cohort",
        paramLabel = "M",
        required = true,
        description = PrivacyCommand.COHORT)
    private int cohort;

    @Option(
        names = "--rounds",
        paramLabel = "N",
        required = true,
        description = PrivacyCommand.ROUNDS)
    private long rounds;

    @ArgGroup(exclusive = false, multiplicity = "1")
    private PlanOptions options = new PlanOptions();
  }

  @Override
  public void run() {
    PrintWriter out = spec.commandLine().getOut();
    if (plan.config != null) {
      ofConfig(plan.config.read(), out);
    } else if (plan.figures != null) {
      Figures figures = plan.figures;
      PlanPrices.print(figures.options.plan(figures.noise, figures.cohort, figures.rounds), out);
    }
  }

  /** As a run of the config would be priced; the population must be there, or be built. */
  private static void ofConfig(Experiment experiment, PrintWriter out) {
    try (Engine engine = Engine.threads(1)) {
      Run run =
          new Run(
              experiment,
              engine,
              new Populations(experiment, engine.storage(), engine.session(), System.out).open(),
              Optional.empty(),
              System.out);
      PlanPrices.print(
          run.privacy()
              .orElseThrow(
                  () ->
                      new InvalidInputException(
                          experiment.name() + ": expected a section privacy to price")),
          out);
    }
  }
}
