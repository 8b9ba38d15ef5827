package io.skerry.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import io.skerry.aggregators.ServerSgd;
import io.skerry.aggregators.WeightedMean;
import io.skerry.clients.LocalTraining;
import io.skerry.clients.model.Models;
import io.skerry.core.data.DataSpec;
import io.skerry.core.data.FloatFeatures;
import io.skerry.core.data.Population;
import io.skerry.core.metrics.Percentiles;
import io.skerry.core.pipeline.Pipeline;
import io.skerry.core.random.RandomKey;
import io.skerry.core.random.RandomStream;
import io.skerry.core.round.RoundRunner;
import io.skerry.core.round.ServerState;
import io.skerry.core.round.Simulation;
import io.skerry.core.round.SimulationBuilder;
import io.skerry.core.schedule.Sampling;
import io.skerry.core.schedule.Schedule;
import io.skerry.core.sum.RangeEncoding;
import io.skerry.core.sum.RingSum;
import io.skerry.jobs.population.PopulationWriter;
import io.skerry.jobs.population.StoredPopulation;
import io.skerry.jobs.runner.SparkRoundRunner;
import io.skerry.jobs.storage.Storage;
import io.skerry.partitioners.ClientExamples;
import io.skerry.partitioners.ClientSource;
import io.skerry.partitioners.generated.SyntheticClients;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/**
 * Whether a round's time and the driver's memory depend on the size of the population: rounds of
 * logistic regression on 60 features, 1,000 clients and five epochs each, over populations that are
 * generated (10^4 to 10^7 clients) or read by client from Parquet files (10^4 to 10^6 clients of 20
 * examples), in turns of six rounds of which the first and the last are not counted.
 *
 * <p>The processor time of a round is that of the whole process, which a busy machine changes less
 * than the time that passes.
 */
public final class PopulationScale {
  private static final int COHORT = 1000;
  private static final int EPOCHS = 5;
  private static final int TURN = 6;
  private static final int WARM_UP_TURNS = 3;
  private static final int TURNS = 10;
  private static final int SAMPLES = 20;
  private static final OperatingSystemMXBean PROCESS =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private static final DataSpec DATA = new DataSpec(List.of(60), 10);

  private PopulationScale() {}

  /**
   * Prints a line for each population.
   *
   * @param arguments a folder for the stored populations, which are kept; none for generated ones
   */
  public static void main(String[] arguments) throws IOException {
    List<Measured> populations = new ArrayList<>();
    for (long clients = 10_000;
        clients <= (arguments.length == 0 ? 10_000_000 : 1_000_000);
        clients *= 10) {
      populations.add(
          new Measured(
              arguments.length == 0
                  ? new SyntheticClients(new SyntheticClients.Parameters(1, 1, clients, 7))
                  : stored(arguments[0] + "/" + clients, clients)));
    }
    try (SparkSession session = SparkSession.builder().appName("population-scale").getOrCreate();
        RoundRunner runner = new SparkRoundRunner(session)) {
      for (int turn = 0; turn < WARM_UP_TURNS + TURNS; turn++) {
        for (Measured population : populations) {
          population.run(runner, turn >= WARM_UP_TURNS);
        }
      }
    }
    for (Measured each : populations) {
      System.out.printf(
          "%,11d clients: a round %s, processor %s; heap in use %d MB after the first turn, %d MB"
              + " after the last%n",
          each.population.spec().clients(),
          compared(each.milliseconds, populations.get(0).milliseconds),
          compared(each.processorMilliseconds, populations.get(0).processorMilliseconds),
          each.heap.get(0),
          each.heap.get(each.heap.size() - 1));
    }
  }

  private static String compared(List<Double> times, List<Double> smallest) {
    Percentiles own = percentiles(times);
    return "%.1f ms (p10 %.1f, p90 %.1f), ratio of medians %.2f"
        .formatted(own.p50(), own.p10(), own.p90(), own.p50() / percentiles(smallest).p50());
  }

  private static Percentiles percentiles(List<Double> times) {
    return Percentiles.of(times.stream().mapToDouble(t -> t).toArray());
  }

  /** A population and its rounds so far. */
  private static final class Measured {
    private final Population population;
    private final List<Double> milliseconds = new ArrayList<>();
    private final List<Double> processorMilliseconds = new ArrayList<>();
    private final List<Long> heap = new ArrayList<>();
    private long processorNanos;
    private @Nullable ServerState state;

    Measured(Population population) {
      this.population = population;
    }

    void run(RoundRunner runner, boolean counts) {
      int done = state == null ? 0 : state.round();
      long clients = population.spec().clients();
      SimulationBuilder<RingSum> simulation =
          Simulation.of(
                  population,
                  new Schedule(Sampling.UNIFORM, COHORT, clients, RandomKey.of(1)),
                  LocalTraining.fedAvg(Models.logistic(population.spec().data()), 10, EPOCHS, 0.01),
                  Pipeline.plain(
                      RangeEncoding.forSum(64, (double) COHORT * population.spec().maxSamples()),
                      WeightedMean.by(WeightedMean.Weights.EXAMPLES)),
                  new ServerSgd(1))
              .rounds(done + TURN)
              .evaluateEvery(Integer.MAX_VALUE)
              .evaluateSample(10);
      simulation.observe(
          report -> {
            long now = PROCESS.getProcessCpuTime();
            if (counts && report.plan().round() > done + 1 && !report.last()) {
              milliseconds.add(report.seconds() * 1e3);
              processorMilliseconds.add((now - processorNanos) * 1e-6);
            }
            processorNanos = now;
          });
      if (state != null) {
        simulation.resume(state);
      }
      state = simulation.build().run(runner).state();
      System.gc();
      heap.add(ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() >> 20);
    }
  }

  private static Population stored(String folder, long clients) {
    Storage storage = Storage.local();
    if (!StoredPopulation.isAt(storage, folder)) {
      PopulationWriter writer = PopulationWriter.create(storage, folder, DATA, null);
      writer.commit(writer.write(new Source(clients)), List.of(), Map.of());
    }
    return StoredPopulation.open(storage, folder).readByClient();
  }

  private record Source(long clients) implements ClientSource {
    @Override
    public DataSpec data() {
      return DATA;
    }

    @Override
    public boolean heldOut() {
      return false;
    }

    @Override
    public @Nullable String clusterColumn() {
      return null;
    }

    @Override
    public Stream<ClientExamples> open() {
      return LongStream.range(0, clients).mapToObj(Source::client);
    }

    private static ClientExamples client(long ordinal) {
      RandomStream stream = RandomKey.of(7).child(ordinal).stream();
      float[] features = new float[SAMPLES * DATA.width()];
      float[] labels = new float[SAMPLES];
      for (int i = 0; i < features.length; i++) {
        features[i] = (float) stream.nextDouble();
      }
      for (int i = 0; i < SAMPLES; i++) {
        labels[i] = stream.nextInt(DATA.classes());
      }
      return new ClientExamples(
          Long.toString(ordinal), null, new FloatFeatures(features, DATA.width()), labels, SAMPLES);
    }
  }
}
