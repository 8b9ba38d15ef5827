package io.skerry.jobs.config;

import io.skerry.core.InvalidInputException;
import io.skerry.core.random.RandomKey;
import io.skerry.partitioners.generated.LeafSynthetic;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The sources that there are, by the names that configs use. */
final class Sources {
  private static final Map<String, SourceReader> SOURCES =
      new TreeMap<>(Map.of("leaf-synthetic", Sources::leafSynthetic));

  private Sources() {}

  /** Reads a source's keys. */
  private interface SourceReader {
    Source read(
        ConfigSection data, ConfigSection root, RandomKey key, Optional<String> clusterColumn);
  }

  static Source read(
      ConfigSection data, ConfigSection root, RandomKey key, Optional<String> clusterColumn) {
    return data.oneOf("source", SOURCES).read(data, root, key, clusterColumn);
  }

  private static Source leafSynthetic(
      ConfigSection data, ConfigSection root, RandomKey key, Optional<String> clusterColumn) {
    refusePartitioner(root);
    refuseClusters(clusterColumn);
    LeafSynthetic.Parameters published = LeafSynthetic.Parameters.PUBLISHED;
    return new Source.Generated(
        new LeafSynthetic(
            new LeafSynthetic.Parameters(
                data.integer("tasks", 1, published.tasks()),
                data.integer("classes", 2, published.classes()),
                data.integer("dim", 1, published.dim()),
                data.longInteger("seed", 0, published.seed()),
                data.number("train-fraction", published.trainFraction()),
                data.longInteger("split-seed", 0, published.splitSeed()))));
  }

  private static void refusePartitioner(ConfigSection root) {
    if (root.has("partitioner")) {
      throw new InvalidInputException(
          "partitioner: the source comes with its clients, expected no partitioner");
    }
  }

  private static void refuseClusters(Optional<String> clusterColumn) {
    if (clusterColumn.isPresent()) {
      throw new InvalidInputException(
          "evaluate.clusters.column: the source has no columns, so none called "
              + clusterColumn.get());
    }
  }
}
