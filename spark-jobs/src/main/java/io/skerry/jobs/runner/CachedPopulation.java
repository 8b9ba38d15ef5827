package io.skerry.jobs.runner;

import io.skerry.core.data.ClientBlock;
import io.skerry.core.data.Population;
import java.io.Serializable;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.storage.StorageLevel;

/**
 * A population's clients, cached as one block a partition. Its handle is broadcast once, so that no
 * round's tasks carry it.
 */
record CachedPopulation(JavaRDD<ClientBlock> blocks, Broadcast<Population> handle) {

  static CachedPopulation of(
      JavaSparkContext spark, Population population, int partitions, StorageLevel level) {
    Broadcast<Population> handle = spark.broadcast(population);
    long[] bounds = population.bounds(partitions);
    JavaRDD<ClientBlock> blocks =
        spark
            .parallelize(
                IntStream.range(0, partitions)
                    .mapToObj(i -> new Range(bounds[i], bounds[i + 1]))
                    .toList(),
                partitions)
            .map(range -> handle.value().open(range.from(), range.until()));
    return new CachedPopulation(blocks.persist(level), handle);
  }

  void close() {
    blocks.unpersist(false);
    handle.destroy();
  }

  private record Range(long from, long until) implements Serializable {}
}
