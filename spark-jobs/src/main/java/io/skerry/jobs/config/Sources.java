package io.skerry.jobs.config;

import io.skerry.core.InvalidInputException;
import io.skerry.core.data.HoldOut;
import io.skerry.core.random.RandomKey;
import io.skerry.partitioners.generated.FedProxSynthetic;
import io.skerry.partitioners.generated.LeafSynthetic;
import io.skerry.partitioners.generated.SyntheticClients;
import io.skerry.partitioners.skew.ClientPartitioner;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** The sources that there are, by the names that configs use. */
final class Sources {
  private static final Map<String, Function<Keys, Source>> SOURCES =
      new TreeMap<>(
          Map.of(
              "fedprox-synthetic", Sources::fedProxSynthetic,
              "images", FileSources::images,
              "leaf-json", FileSources::leafJson,
              "leaf-synthetic", Sources::leafSynthetic,
              "mnist", FileSources::mnist,
              "npz", FileSources::npz,
              "play", FileSources::play,
              "synthetic", Sources::synthetic,
              "table", TableSources::table));

  private Sources() {}

  /** The sections that a source reads. */
  record Keys(
      ConfigSection root,
      ConfigSection data,
      long seed,
      Optional<String> clusterColumn,
      Optional<HoldOut> holdOut) {

    RandomKey partitionKey() {
      return RandomKey.of(seed).child("partition");
    }

    Optional<ClientPartitioner> partitioner() {
      if (!root.has("partitioner")) {
        return Optional.empty();
      }
      return Optional.of(Partitioners.read(root.section("partitioner")));
    }

    /** For sources whose clients come with the data and have no columns. */
    Keys withoutPartitioner() {
      if (root.has("partitioner")) {
        throw new InvalidInputException(
            "partitioner: the clients come with the data, expected no partitioner");
      }
      if (clusterColumn.isPresent()) {
        throw new InvalidInputException(
            "evaluate.clusters.column: the data has no columns, so none called "
                + clusterColumn.get());
      }
      return this;
    }
  }

  static Source read(
      ConfigSection root,
      ConfigSection data,
      long seed,
      Optional<String> clusterColumn,
      Optional<HoldOut> holdOut) {
    return data.oneOf("source", SOURCES).apply(new Keys(root, data, seed, clusterColumn, holdOut));
  }

  private static Source fedProxSynthetic(Keys keys) {
    ConfigSection data = keys.withoutPartitioner().data();
    boolean iid = data.flag("iid", false);
    if (iid && (data.has("alpha") || data.has("beta"))) {
      throw new InvalidInputException(
          data.key("iid") + ": all users are alike, expected neither alpha nor beta");
    }
    return new Source.Generated(
        new FedProxSynthetic(
            new FedProxSynthetic.Parameters(
                iid,
                data.number("alpha", iid ? 0 : 1),
                data.number("beta", iid ? 0 : 1),
                data.integer("users", 1, 30),
                data.longInteger("seed", 0, 0),
                data.longInteger("shuffle-seed", 0, 0))));
  }

  private static Source leafSynthetic(Keys keys) {
    ConfigSection data = keys.withoutPartitioner().data();
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

  private static Source synthetic(Keys keys) {
    ConfigSection data = keys.withoutPartitioner().data();
    return new Source.Generated(
        new SyntheticClients(
            new SyntheticClients.Parameters(
                data.number("alpha", 1),
                data.number("beta", 1),
                data.longInteger("clients", 1),
                keys.seed())));
  }
}
