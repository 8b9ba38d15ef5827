package io.skerry.jobs.runner;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.skerry.core.data.ClientBlock;
import io.skerry.core.data.Population;
import io.skerry.core.data.PopulationSpec;
import io.skerry.core.pipeline.Pipeline;
import io.skerry.core.random.RandomKey;
import io.skerry.core.round.LocalRoundRunner;
import io.skerry.core.round.RoundRunner;
import io.skerry.core.round.RoundRunnerContract;
import io.skerry.core.round.Simulation;
import io.skerry.core.round.ToyClients.ToyAlgorithm;
import io.skerry.core.round.ToyClients.ToyPopulation;
import io.skerry.core.round.ToyClients.ToySum;
import io.skerry.core.schedule.Sampling;
import io.skerry.core.schedule.Schedule;
import io.skerry.core.sum.RangeEncoding;
import io.skerry.jobs.LocalSpark;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class SparkRoundRunnerTest extends RoundRunnerContract {
  @Override
  protected RoundRunner runner(int parallelism) {
    return new SparkRoundRunner(LocalSpark.session(), parallelism);
  }

  @Test
  void train_partsMergedOnExecutors_givesTheBitsOfThreads() {
    try (RoundRunner spark = runner(3);
        RoundRunner threads = new LocalRoundRunner(2)) {
      int large = 1 << 20;
      assertArrayEquals(
          model(threads, new ToyPopulation(10), large, 2),
          model(spark, new ToyPopulation(10), large, 2));
    }
  }

  @Test
  void train_manyRounds_sendsThePopulationsHandleOnce() {
    try (RoundRunner runner = runner(3)) {
      model(runner, new CountedPopulation(new ToyPopulation(10)), 4, 5);
    }
    assertEquals(1, CountedPopulation.SENT.get());
  }

  private static float[] model(RoundRunner runner, Population population, int size, int rounds) {
    return Simulation.of(
            population,
            new Schedule(Sampling.UNIFORM, 4, population.spec().clients(), RandomKey.of(11)),
            ToyAlgorithm.of(size),
            Pipeline.plain(new RangeEncoding(4, 40), new ToySum()),
            (parameters, update) -> update)
        .rounds(rounds)
        .evaluateEvery(rounds)
        .build()
        .run(runner)
        .state()
        .parameters();
  }

  /** Counts how often it is serialised. */
  private static final class CountedPopulation implements Population {
    private static final long serialVersionUID = 1L;
    private static final AtomicInteger SENT = new AtomicInteger();

    private final Population population;

    CountedPopulation(Population population) {
      this.population = population;
    }

    @Override
    public PopulationSpec spec() {
      return population.spec();
    }

    @Override
    public ClientBlock open(long from, long until) {
      return population.open(from, until);
    }

    private void writeObject(ObjectOutputStream out) throws IOException {
      SENT.incrementAndGet();
      out.defaultWriteObject();
    }
  }
}
