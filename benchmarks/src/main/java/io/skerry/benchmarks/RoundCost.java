package io.skerry.benchmarks;

import io.skerry.aggregators.ServerSgd;
import io.skerry.aggregators.WeightedMean;
import io.skerry.benchmarks.IdleClients.IdleAlgorithm;
import io.skerry.benchmarks.IdleClients.IdlePopulation;
import io.skerry.core.pipeline.Pipeline;
import io.skerry.core.random.RandomKey;
import io.skerry.core.round.RoundObserver;
import io.skerry.core.round.RoundRunner;
import io.skerry.core.round.Simulation;
import io.skerry.core.schedule.Sampling;
import io.skerry.core.schedule.Schedule;
import io.skerry.core.sum.RangeEncoding;
import io.skerry.jobs.runner.SparkRoundRunner;
import java.io.IOException;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/**
 * What a round costs beside what its clients do: the time of a round of idle clients over that of
 * an empty {@code count()} on a cached RDD with the same partitions. Both run in one session, in
 * turns of ten, so that what a job leaves behind (a broadcast to drop, garbage) falls to its kind.
 *
 * <p>A round is all of it but training, evaluation and files: cohort, broadcast, job, sum, decoding
 * and the server's step.
 */
public final class RoundCost {
  private static final long CLIENTS = 1000;
  private static final int COHORT = 100;
  private static final int PARAMETERS = 610;
  private static final int WARM_UP = 500;
  private static final int ROUNDS = 1000;

  private RoundCost() {}

  /** Prints a line for 2, 8 and 17 partitions; takes no arguments. */
  public static void main(String[] arguments) throws IOException {
    try (SparkSession session = SparkSession.builder().appName("round-cost").getOrCreate()) {
      for (int partitions : new int[] {2, 8, 17}) {
        JavaRDD<Integer> cached =
            new JavaSparkContext(session.sparkContext())
                .parallelize(IntStream.range(0, partitions).boxed().toList(), partitions)
                .cache();
        Turns turns = new Turns(WARM_UP, cached::count);
        try (RoundRunner runner = new SparkRoundRunner(session, partitions)) {
          run(runner, turns);
        }
        cached.unpersist(true);
        System.out.printf("%2d partitions: %s%n", partitions, turns);
      }
    }
  }

  private static void run(RoundRunner runner, RoundObserver turns) {
    // The last round alone is evaluated, and not timed.
    int rounds = WARM_UP + ROUNDS + 1;
    Simulation.of(
            new IdlePopulation(CLIENTS),
            new Schedule(Sampling.UNIFORM, COHORT, CLIENTS, RandomKey.of(1)),
            new IdleAlgorithm(PARAMETERS),
            Pipeline.plain(
                RangeEncoding.forSum(1, COHORT), WeightedMean.by(WeightedMean.Weights.EXAMPLES)),
            new ServerSgd(1))
        .rounds(rounds)
        .evaluateEvery(rounds)
        .observe(turns)
        .build()
        .run(runner);
  }
}
