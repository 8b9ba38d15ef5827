package io.skerry.jobs.runner;

import io.skerry.core.data.ClientBlock;
import io.skerry.core.data.Packing;
import io.skerry.core.data.Population;
import io.skerry.core.round.BlockTask;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.storage.StorageLevel;
import org.jspecify.annotations.Nullable;

/**
 * A population's clients on Spark's partitions. Its handle is broadcast once, so that no round's
 * tasks carry it. Clients that blocks hold stay where they are, one cached block a partition;
 * clients on demand are nowhere, so that each round deals those it wants in equal numbers.
 *
 * @param partitions one element each: its number
 * @param blocks one element each, cached; null for clients on demand
 */
record PlacedPopulation(
    Broadcast<Population> handle,
    Packing packing,
    JavaRDD<Integer> partitions,
    @Nullable JavaRDD<ClientBlock> blocks) {

  static PlacedPopulation of(
      JavaSparkContext spark, Population population, int partitions, StorageLevel level) {
    Broadcast<Population> handle = spark.broadcast(population);
    Packing packing = Packing.of(population, partitions);
    JavaRDD<Integer> numbers =
        spark.parallelize(IntStream.range(0, partitions).boxed().toList(), partitions);
    long[] bounds = packing.bounds();
    JavaRDD<ClientBlock> blocks =
        population.onDemand()
            ? null
            : numbers.map(i -> handle.value().open(bounds[i], bounds[i + 1])).persist(level);
    return new PlacedPopulation(handle, packing, numbers, blocks);
  }

  /** Where each partition's clients of a task begin and end. */
  long[] bounds(BlockTask<?> task) {
    long[] wanted = task.clients();
    long[] all = packing.bounds();
    return blocks != null || wanted == null
        ? all
        : Packing.evenly(wanted, all[all.length - 1], all.length - 1);
  }

  void close() {
    if (blocks != null) {
      blocks.unpersist(false);
    }
    handle.destroy();
  }
}
