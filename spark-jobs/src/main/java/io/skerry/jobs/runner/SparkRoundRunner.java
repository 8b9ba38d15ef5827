package io.skerry.jobs.runner;

import io.skerry.core.data.ClientBlock;
import io.skerry.core.data.Population;
import io.skerry.core.metrics.ClientRows;
import io.skerry.core.round.BlockTask;
import io.skerry.core.round.EvaluationTask;
import io.skerry.core.round.RoundPart;
import io.skerry.core.round.RoundRunner;
import io.skerry.core.round.RoundTask;
import java.io.Serializable;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Objects;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;
import org.jspecify.annotations.Nullable;
import scala.Function2;
import scala.collection.Iterator;
import scala.reflect.ClassTag$;
import scala.runtime.BoxedUnit;

/**
 * Runs clients on Spark. Each population is placed once, as one block a partition; a round is one
 * broadcast and one job. A lost task is run again by Spark with the same result.
 */
public final class SparkRoundRunner implements RoundRunner {
  /** From this many parameters on, parts are merged on executors before they reach the driver. */
  private static final int LARGE_MODEL = 1 << 20;

  private final JavaSparkContext spark;
  private final int partitions;
  private final StorageLevel level;
  private final Map<Population, PlacedPopulation> placed = new IdentityHashMap<>();

  /** A runner that spreads clients over as many partitions as the session's default parallelism. */
  public SparkRoundRunner(SparkSession session) {
    this(session, session.sparkContext().defaultParallelism());
  }

  /** A runner that spreads clients over {@code partitions} partitions and keeps them in memory. */
  public SparkRoundRunner(SparkSession session, int partitions) {
    this(session, partitions, StorageLevel.MEMORY_ONLY());
  }

  /** A runner that keeps the partitions' clients where {@code level} says. */
  public SparkRoundRunner(SparkSession session, int partitions, StorageLevel level) {
    this.spark = new JavaSparkContext(session.sparkContext());
    this.partitions = partitions;
    this.level = level;
  }

  @Override
  public <A extends Serializable> RoundPart<A> train(
      Population population, RoundTask<A> task, float[] model) {
    boolean mergesOnExecutors = model.length >= LARGE_MODEL && !task.controlled();
    return run(population, task, model, mergesOnExecutors);
  }

  @Override
  public ClientRows evaluate(Population population, EvaluationTask task, float[] model) {
    return run(population, task, model, false);
  }

  /** Lets go of the placed blocks; the session stays, it is its creator's. */
  @Override
  public void close() {
    placed.values().forEach(PlacedPopulation::close);
    placed.clear();
  }

  private <R> R run(Population population, BlockTask<R> task, float[] model, boolean large) {
    PlacedPopulation clients =
        placed.computeIfAbsent(population, p -> PlacedPopulation.of(spark, p, partitions, level));
    long[] bounds = clients.bounds(task);
    Broadcast<Work<R>> work =
        spark.broadcast(new Work<>(task, model, clients.blocks() == null ? bounds : null));
    try {
      return large ? mergeOnExecutors(clients, work) : mergeOnDriver(clients, work, task);
    } finally {
      work.destroy();
    }
  }

  /** Merges parts as they arrive: the driver holds two at a time, however many partitions. */
  private <R> R mergeOnDriver(
      PlacedPopulation clients, Broadcast<Work<R>> work, BlockTask<R> task) {
    R whole = task.zero();
    // JavaRDD's map and reduce take half their time to search class files for what closures catch.
    JavaRDD<ClientBlock> blocks = clients.blocks();
    if (blocks == null) {
      merge(clients.partitions(), new OnDemand<>(clients.handle(), work), task, whole);
    } else {
      merge(blocks, new OnBlock<>(work), task, whole);
    }
    return whole;
  }

  private <T, R> void merge(
      JavaRDD<T> partitions,
      Function2<TaskContext, Iterator<T>, R> each,
      BlockTask<R> task,
      R whole) {
    spark
        .sc()
        .runJob(
            partitions.rdd(),
            each,
            (partition, part) -> {
              task.merge(whole, part);
              return BoxedUnit.UNIT;
            },
            ClassTag$.MODULE$.<R>apply(Object.class));
  }

  private static <R> R mergeOnExecutors(PlacedPopulation clients, Broadcast<Work<R>> work) {
    JavaRDD<ClientBlock> blocks = clients.blocks();
    Broadcast<Population> handle = clients.handle();
    JavaRDD<R> parts =
        blocks == null
            ? clients.partitions().map(i -> work.value().on(handle.value(), i))
            : blocks.map(block -> work.value().on(block));
    return parts.treeReduce((left, right) -> work.value().task().merge(left, right));
  }

  /**
   * What executors need for a task, broadcast once.
   *
   * @param bounds of the partitions, where clients are on demand; else null
   */
  private record Work<R>(BlockTask<R> task, float[] model, long @Nullable [] bounds)
      implements Serializable {
    R on(ClientBlock block) {
      return task.run(block, model);
    }

    R on(Population population, int partition) {
      long[] each = Objects.requireNonNull(bounds);
      return on(population.open(each[partition], each[partition + 1]));
    }
  }

  /** The work on a partition, which is one block. */
  private record OnBlock<R>(Broadcast<Work<R>> work)
      implements Function2<TaskContext, Iterator<ClientBlock>, R>, Serializable {
    @Override
    public R apply(TaskContext context, Iterator<ClientBlock> partition) {
      return work.value().on(partition.next());
    }
  }

  /** The work on a partition, which is a number. */
  private record OnDemand<R>(Broadcast<Population> population, Broadcast<Work<R>> work)
      implements Function2<TaskContext, Iterator<Integer>, R>, Serializable {
    @Override
    public R apply(TaskContext context, Iterator<Integer> partition) {
      return work.value().on(population.value(), partition.next());
    }
  }
}
