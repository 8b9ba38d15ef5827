package io.skerry.jobs.population;

import static io.skerry.jobs.population.SampleClients.floats;
import static io.skerry.jobs.population.SampleClients.store;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.skerry.aggregators.ServerSgd;
import io.skerry.aggregators.WeightedMean;
import io.skerry.aggregators.WeightedMean.Weights;
import io.skerry.clients.LocalTraining;
import io.skerry.clients.model.Models;
import io.skerry.core.data.Population;
import io.skerry.core.pipeline.Pipeline;
import io.skerry.core.random.RandomKey;
import io.skerry.core.round.LocalRoundRunner;
import io.skerry.core.round.RoundReport;
import io.skerry.core.round.RoundRunner;
import io.skerry.core.round.RunResult;
import io.skerry.core.round.Simulation;
import io.skerry.core.schedule.Sampling;
import io.skerry.core.schedule.Schedule;
import io.skerry.core.sum.RangeEncoding;
import io.skerry.jobs.LocalSpark;
import io.skerry.jobs.runner.SparkRoundRunner;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.apache.spark.storage.StorageLevel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Wherever a population's clients are between rounds, a run is the same to the bit. */
final class HeldClientsTest {
  @TempDir Path temp;

  @Test
  void run_howeverClientsAreHeld_givesTheSameModelAndRows() {
    StoredPopulation held = store(temp, floats(200), 70, 200);
    StoredPopulation byClient = held.readByClient();
    assertEquals(held.spec(), byClient.spec());
    RunResult expected = run(held, new LocalRoundRunner(2));
    for (RunResult result :
        List.of(
            run(byClient, new LocalRoundRunner(3)),
            run(held, spark(StorageLevel.MEMORY_ONLY())),
            run(held, spark(StorageLevel.DISK_ONLY())),
            run(byClient, spark(StorageLevel.MEMORY_ONLY())))) {
      assertArrayEquals(expected.state().parameters(), result.state().parameters());
      assertEquals(last(expected).trained(), last(result).trained());
      assertEquals(last(expected).evaluated(), last(result).evaluated());
    }
  }

  private static RoundRunner spark(StorageLevel level) {
    return new SparkRoundRunner(LocalSpark.session(), 3, level);
  }

  private static RunResult run(Population population, RoundRunner runner) {
    try (runner) {
      return Simulation.of(
              population,
              new Schedule(Sampling.UNIFORM, 30, 200, RandomKey.of(3)),
              LocalTraining.fedProx(Models.logistic(population.spec().data()), 4, 1, 0.1, 0),
              Pipeline.plain(RangeEncoding.forSum(64, 300), WeightedMean.by(Weights.EXAMPLES)),
              new ServerSgd(1))
          .rounds(3)
          .build()
          .run(runner);
    }
  }

  private static RoundReport last(RunResult result) {
    return Objects.requireNonNull(result.lastRound());
  }
}
