package io.skerry.jobs;

import io.skerry.core.InvalidInputException;
import io.skerry.jobs.config.Experiment;
import io.skerry.jobs.results.RunDirectory;
import io.skerry.jobs.storage.Storage;
import java.io.PrintStream;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs an experiment. */
@Command(name = "run", description = "Runs an experiment.")
final class RunCommand implements Callable<Integer> {
  @Mixin private ExperimentOptions options = new ExperimentOptions();
  @Mixin private EngineOption engine = new EngineOption();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "The run directory; it must not exist or be empty. Default: runs/NAME-DIGEST.")
  private @Nullable String out;

  @Option(
      names = "--resume",
      paramLabel = "RUN_DIR",
      description = "Goes on with the run in this directory, from its last checkpoint.")
  private @Nullable String resume;

  @Option(
      names = "--secret",
      paramLabel = "FILE",
      defaultValue = "${env:SKERRY_SECRET}",
      description =
          "Under privacy.randomness secret: where the start keeps the secret, and a resume finds it."
              + " Default: SKERRY_SECRET, else in memory, and the run cannot be resumed.")
  private @Nullable String secret;

  @Override
  public Integer call() {
    if (out != null && resume != null) {
      throw new InvalidInputException(
          "--out: expected either --out for a new run or --resume for one that was begun");
    }
    Experiment experiment = options.read();
    Optional<RunSecret> secret = secret(experiment);
    PrintStream console = System.out;
    Storage here = Storage.local();
    if (out != null) {
      RunDirectory.requireNew(here, out);
    }
    if (resume != null) {
      RunDirectory.open(here, resume);
    }
    try (Engine opened = engine.open(experiment)) {
      Storage storage = opened.storage();
      Run run =
          new Run(
              experiment,
              opened,
              new Populations(experiment, storage, opened.session(), console).open(),
              secret,
              console);
      if (resume != null) {
        run.resume(RunDirectory.open(storage, resume));
      } else {
        run.start(
            () ->
                Optional.ofNullable(out)
                    .map(directory -> RunDirectory.create(storage, directory))
                    .orElseGet(
                        () ->
                            RunDirectory.createUnder(
                                storage, "runs", experiment.name(), experiment.digest())));
      }
    }
    return 0;
  }

  private Optional<RunSecret> secret(Experiment experiment) {
    Optional<String> file = Optional.ofNullable(secret).filter(name -> !name.isEmpty());
    if (!experiment.summing().secret()) {
      if (file.isPresent()) {
        throw new InvalidInputException(
            "--secret: noise comes from the config's seed; expected privacy.randomness secret, or no"
                + " secret");
      }
      return Optional.empty();
    }
    return Optional.of(resume == null ? RunSecret.draw(file) : RunSecret.read(file));
  }
}
