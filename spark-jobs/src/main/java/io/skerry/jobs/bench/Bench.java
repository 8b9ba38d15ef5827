package io.skerry.jobs.bench;

import io.skerry.core.metrics.ClientRow;
import io.skerry.core.metrics.DataPart;
import io.skerry.core.round.EvaluationTask;
import io.skerry.core.round.RoundRunner;
import io.skerry.jobs.bench.Passes.Pass;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Times a workload: warm-up, then all its rounds three times from the initial parameters. */
public final class Bench {
  private static final int REPETITIONS = 3;

  /** Examples on which the last model's loss is measured. */
  private static final int EVALUATED = 500;

  private final Workload workload;
  private final int rounds;
  private final RoundRunner runner;

  /**
   * @param rounds how many of the workload's rounds
   */
  public Bench(Workload workload, int rounds, RoundRunner runner) {
    this.workload = workload;
    this.rounds = rounds;
    this.runner = runner;
  }

  /**
   * Runs the workload.
   *
   * @param warmUp seconds that the warm-up may take
   * @return figures by name: rates are of the median repetition, gc_ms is of all three
   */
  public Map<String, @Nullable Object> run(double warmUp) {
    evaluate(workload.clients(), new long[] {0}, workload.initial()); // opens every block
    long loaded = ProcessFigures.residentMegabytes();
    Passes passes = new Passes(workload, rounds, runner);
    double warmed = passes.warmUp(warmUp);
    long collecting = ProcessFigures.collectionMillis();
    List<Pass> timed = IntStream.range(0, REPETITIONS).mapToObj(i -> passes.run()).toList();
    Map<String, @Nullable Object> figures = new LinkedHashMap<>();
    figures.put("workload", workload.name());
    figures.put("rounds", rounds);
    addRates(figures, timed);
    figures.put("gc_ms", ProcessFigures.collectionMillis() - collecting);
    figures.put("warmup_s", warmed);
    figures.put("rss_data_mb", loaded);
    figures.put("peak_rss_mb", ProcessFigures.peakMegabytes());
    addResult(figures, timed.get(REPETITIONS - 1).parameters());
    figures.put("kernels", workload.training().kernels());
    return figures;
  }

  private void addRates(Map<String, @Nullable Object> figures, List<Pass> timed) {
    int[] trained = workload.trained(rounds);
    long samples = 0;
    long steps = 0;
    for (int client : trained) {
      int size = workload.clients().size(client);
      samples += (long) size * workload.epochs();
      steps += (long) -Math.floorDiv(-size, workload.batch()) * workload.epochs();
    }
    double seconds = median(timed, Pass::seconds);
    double cpu = median(timed, Pass::cpuSeconds);
    double flops = samples * workload.flopsPerSample();
    figures.put("seconds", seconds);
    figures.put("secs_all", timed.stream().map(Pass::seconds).toList());
    figures.put("best_seconds", best(timed, Pass::seconds));
    figures.put("cpu_seconds", cpu);
    figures.put("cpu_best", best(timed, Pass::cpuSeconds));
    figures.put("client_updates_per_s", trained.length / seconds);
    figures.put("client_updates_per_cpu_s", trained.length / cpu);
    figures.put("samples_per_s", samples / seconds);
    figures.put("samples_per_cpu_s", samples / cpu);
    figures.put("sgd_steps_per_s", steps / seconds);
    figures.put("us_per_step", 1e6 * seconds / steps);
    figures.put("gflops", 1e-9 * flops / seconds);
    figures.put("gflops_per_cpu_s", 1e-9 * flops / cpu);
    figures.put("flops_per_sample", workload.flopsPerSample());
    figures.put("params", workload.training().layout().size());
    figures.put("client_updates", trained.length);
    figures.put("samples", samples);
    figures.put("sgd_steps", steps);
  }

  private void addResult(Map<String, @Nullable Object> figures, float[] last) {
    float[] first = workload.initial();
    double squares = 0;
    double sum = 0;
    for (int i = 0; i < last.length; i++) {
      double change = last[i] - first[i];
      squares += change * change;
      sum += last[i];
    }
    figures.put("dnorm", Math.sqrt(squares));
    figures.put("gsum", sum);
    figures.put("loss0", loss(first));
    figures.put("loss", loss(last));
  }

  private double loss(float[] parameters) {
    return evaluate(workload.head(EVALUATED), null, parameters).get(0).loss();
  }

  private List<ClientRow> evaluate(
      FlatClients clients, long @Nullable [] ordinals, float[] parameters) {
    EvaluationTask task =
        new EvaluationTask(
            rounds, DataPart.TRAIN, ordinals, workload.training(), workload.training().kernels());
    return runner.evaluate(clients, task, parameters).inOrder();
  }

  private static double median(List<Pass> passes, ToDoubleFunction<Pass> figure) {
    return passes.stream()
        .mapToDouble(figure)
        .sorted()
        .skip(REPETITIONS / 2)
        .findFirst()
        .orElseThrow();
  }

  private static double best(List<Pass> passes, ToDoubleFunction<Pass> figure) {
    return passes.stream()
        .min(Comparator.comparingDouble(figure))
        .map(figure::applyAsDouble)
        .orElseThrow();
  }
}
