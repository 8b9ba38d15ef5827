package io.skerry.jobs.runner;

import io.skerry.core.data.ClientBlock;
import io.skerry.core.data.Population;
import io.skerry.core.metrics.ClientRows;
import io.skerry.core.round.EvaluationTask;
import io.skerry.core.round.RoundPart;
import io.skerry.core.round.RoundRunner;
import io.skerry.core.round.RoundTask;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;

/**
 * Runs clients on Spark. Each population is cached as one block a partition; a round is one
 * broadcast and one job. A lost task is run again by Spark with the same result.
 */
public final class SparkRoundRunner implements RoundRunner {
  /** From this many parameters on, parts are merged on executors before they reach the driver. */
  private static final int LARGE_MODEL = 1 << 20;

  private final JavaSparkContext spark;
  private final int partitions;
  private final Map<Population, JavaRDD<ClientBlock>> blocks = new IdentityHashMap<>();

  /** A runner that spreads clients over as many partitions as the session's default parallelism. */
  public SparkRoundRunner(SparkSession session) {
    this(session, session.sparkContext().defaultParallelism());
  }

  /** A runner that spreads clients over {@code partitions} partitions. */
  public SparkRoundRunner(SparkSession session, int partitions) {
    this.spark = new JavaSparkContext(session.sparkContext());
    this.partitions = partitions;
  }

  @Override
  public <A extends Serializable> RoundPart<A> train(
      Population population, RoundTask<A> task, float[] model) {
    Broadcast<Work<RoundTask<A>>> work = spark.broadcast(new Work<>(task, model));
    try {
      JavaRDD<RoundPart<A>> parts =
          blocks(population).map(block -> work.value().task().run(block, work.value().model()));
      // Reduced as parts arrive: the driver holds two at a time, however many partitions there are.
      return model.length < LARGE_MODEL
          ? parts.reduce((left, right) -> work.value().task().merge(left, right))
          : parts.treeReduce((left, right) -> work.value().task().merge(left, right));
    } finally {
      work.destroy();
    }
  }

  @Override
  public ClientRows evaluate(Population population, EvaluationTask task, float[] model) {
    Broadcast<Work<EvaluationTask>> work = spark.broadcast(new Work<>(task, model));
    try {
      return blocks(population)
          .map(block -> work.value().task().run(block, work.value().model()))
          .reduce(ClientRows::addAll);
    } finally {
      work.destroy();
    }
  }

  /** Lets go of the cached blocks; the session stays, it is its creator's. */
  @Override
  public void close() {
    blocks.values().forEach(rdd -> rdd.unpersist(false));
    blocks.clear();
  }

  private JavaRDD<ClientBlock> blocks(Population population) {
    return blocks.computeIfAbsent(
        population,
        p -> {
          long[] bounds = p.bounds(partitions);
          List<Range> ranges = new ArrayList<>();
          for (int i = 0; i < partitions; i++) {
            ranges.add(new Range(bounds[i], bounds[i + 1]));
          }
          return spark
              .parallelize(ranges, partitions)
              .map(range -> p.open(range.from(), range.until()))
              .persist(StorageLevel.MEMORY_ONLY());
        });
  }

  private record Range(long from, long until) implements Serializable {}

  /** What executors need for a task, broadcast once. */
  private record Work<T extends Serializable>(T task, float[] model) implements Serializable {}
}
