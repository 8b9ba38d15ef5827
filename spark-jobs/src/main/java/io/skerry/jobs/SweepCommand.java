package io.skerry.jobs;

import io.skerry.core.InvalidInputException;
import io.skerry.jobs.config.Experiment;
import io.skerry.jobs.results.Outcome;
import io.skerry.jobs.results.RunDirectory;
import io.skerry.jobs.storage.Storage;
import io.skerry.jobs.sweep.Point;
import io.skerry.jobs.sweep.PointResults;
import io.skerry.jobs.sweep.SweepFiles;
import io.skerry.jobs.sweep.SweepRun;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs an experiment at every point of a grid, with several seeds, into one table and plot. */
@Command(
    name = "sweep",
    description = "Runs an experiment over a grid of values, into one table and one plot.")
final class SweepCommand implements Callable<Integer> {
  @Mixin private ExperimentOptions options = new ExperimentOptions();
  @Mixin private EngineOption engine = new EngineOption();

  @Option(
      names = "--over",
      paramLabel = "KEY=A,B,...",
      required = true,
      description = "A key of the config and its values. May be repeated: the grid has every pair.")
  private Map<String, String> over = new LinkedHashMap<>();

  @Option(
      names = "--seeds",
      paramLabel = "N",
      description = "Runs each point with N seeds: the config's and those after it. Default: 1.")
  private int seeds = 1;

  private final Set<String> meanings = new LinkedHashSet<>();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description =
          "The folder of the runs; those that are there go on. Default: sweeps/NAME-DIGEST.")
  private @Nullable String out;

  @Override
  public Integer call() {
    if (seeds < 1) {
      throw new InvalidInputException("--seeds: expected at least 1, not " + seeds);
    }
    List<Point> points = Point.grid(over);
    // The config need not be whole without the keys of a point.
    Experiment base = options.read(points.get(0).settings());
    Map<Point, List<Experiment>> experiments = new LinkedHashMap<>();
    for (Point point : points) {
      List<Experiment> bySeed = new ArrayList<>();
      for (long seed = base.seed(); seed < base.seed() + seeds; seed++) {
        Map<String, String> keys = new LinkedHashMap<>(point.settings());
        keys.put("seed", Long.toString(seed));
        bySeed.add(options.read(keys));
      }
      experiments.put(point, bySeed);
    }
    String folder =
        out != null ? out : "sweeps/" + base.name() + "-" + base.digest().substring(0, 8);
    PrintStream console = System.out;
    // The session, where there is one, serves all runs.
    try (Engine whole = engine.open(base)) {
      List<PointResults> results = new ArrayList<>();
      for (Map.Entry<Point, List<Experiment>> entry : experiments.entrySet()) {
        List<SweepRun> runs = new ArrayList<>();
        for (Experiment experiment : entry.getValue()) {
          String directory = folder + "/" + entry.getKey().folder() + "/seed-" + experiment.seed();
          runs.add(new SweepRun(experiment.seed(), directory, run(experiment, directory)));
        }
        results.add(new PointResults(entry.getKey(), runs));
        console.println(results.get(results.size() - 1).line());
      }
      meanings.forEach(console::println);
      new SweepFiles(whole.storage(), folder).write(results);
      console.println("table and plot in " + folder);
    }
    return 0;
  }

  private Outcome run(Experiment experiment, String directory) {
    PrintStream quiet =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    try (Engine opened = engine.open(experiment)) {
      Storage storage = opened.storage();
      boolean begun = RunDirectory.isAt(storage, directory);
      if (begun && experiment.summing().secret()) {
        throw new InvalidInputException(
            directory
                + " is there, and its secret is not: a sweep keeps none; expected another --out");
      }
      Run run =
          new Run(
              experiment,
              opened,
              new Populations(experiment, storage, opened.session(), quiet).open(),
              experiment.summing().secret()
                  ? Optional.of(RunSecret.draw(Optional.empty()))
                  : Optional.empty(),
              quiet);
      run.meaningOfEpsilon().ifPresent(meanings::add);
      return begun
          ? run.resume(RunDirectory.open(storage, directory))
          : run.start(() -> RunDirectory.create(storage, directory));
    }
  }
}
