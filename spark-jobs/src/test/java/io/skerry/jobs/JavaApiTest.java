package io.skerry.jobs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skerry.aggregators.ServerSgd;
import io.skerry.aggregators.WeightedMean;
import io.skerry.aggregators.WeightedMean.Weights;
import io.skerry.clients.LocalTraining;
import io.skerry.clients.model.Models;
import io.skerry.core.data.Population;
import io.skerry.core.pipeline.Pipeline;
import io.skerry.core.random.RandomKey;
import io.skerry.core.round.RunResult;
import io.skerry.core.round.Simulation;
import io.skerry.core.schedule.Sampling;
import io.skerry.core.schedule.Schedule;
import io.skerry.core.sum.RangeEncoding;
import io.skerry.jobs.runner.SparkRoundRunner;
import io.skerry.partitioners.generated.LeafSynthetic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;

/** What the README shows to Java users, run on a session of their own. */
final class JavaApiTest {
  @Test
  void readmeExample_learnsAndLeavesTheSessionOpen() {
    SparkSession spark = LocalSpark.session();
    RunResult result = example(spark);

    assertTrue(accuracy(result) > 0.65, "accuracy " + accuracy(result));
    assertEquals(20, result.state().round());
    assertEquals(3, spark.range(3).count());
  }

  @Test
  void readme_showsThisExample() throws IOException {
    String readme = Files.readString(Path.of("../README.md"));
    List<String> source =
        Files.readAllLines(Path.of("src/test/java/io/skerry/jobs/JavaApiTest.java"));
    int from = source.indexOf("    // The README's example begins here.") + 1;
    int until = source.indexOf("    // The README's example ends here.");
    for (String line : source.subList(from, until)) {
      assertTrue(readme.contains(line.substring(4)), "the README lacks: " + line);
    }
  }

  private static RunResult example(SparkSession spark) {
    // The README's example begins here.
    Population population = new LeafSynthetic(LeafSynthetic.Parameters.PUBLISHED);
    var schedule = new Schedule(Sampling.UNIFORM, 50, 1000, RandomKey.of(42));
    var model = Models.logistic(population.spec().data());
    var clients = LocalTraining.fedProx(model, 10, 1, 0.1, 0.01);
    var sum = Pipeline.plain(RangeEncoding.forSum(64, 50_000), WeightedMean.by(Weights.EXAMPLES));
    var simulation =
        Simulation.of(population, schedule, clients, sum, new ServerSgd(1.0))
            .rounds(20)
            .evaluateEvery(10)
            .build();
    RunResult result = simulation.run(new SparkRoundRunner(spark));
    // The README's example ends here.
    return result;
  }

  private static double accuracy(RunResult result) {
    return Objects.requireNonNull(result.lastRound()).evaluations().get(0).accuracy();
  }
}
