package io.skerry.jobs.config;

import io.skerry.core.InvalidInputException;
import io.skerry.core.data.HoldOut;
import io.skerry.core.random.RandomKey;
import io.skerry.jobs.config.Source.Component;
import io.skerry.partitioners.generated.FedProxSynthetic;
import io.skerry.partitioners.generated.LeafSynthetic;
import io.skerry.partitioners.generated.SyntheticClients;
import io.skerry.partitioners.skew.ClientPartitioner;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The sources that there are, by the names that configs use. */
final class Sources {
  private static final Map<String, Function<Keys, Source>> SOURCES =
      new TreeMap<>(
          Map.of(
              "fedprox-synthetic", Sources::fedProxSynthetic,
              "images", FileSources::images,
              "leaf-json", FileSources::leafJson,
              "leaf-synthetic", Sources::leafSynthetic,
              "mixture", Sources::mixture,
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

  private static Source mixture(Keys keys) {
    ConfigSection data = keys.withoutPartitioner().data();
    Set<String> names = new HashSet<>();
    List<Component> components =
        data.elements(
            "components",
            text -> {
              throw new InvalidInputException(
                  data.key("components") + ": expected maps of keys, not " + text);
            },
            section -> component(section, keys, names));
    if (components.isEmpty()) {
      throw new InvalidInputException(data.key("components") + ": expected at least one");
    }
    return new Source.Mixture(components);
  }

  private static Component component(ConfigSection section, Keys mixture, Set<String> names) {
    String name = section.text("name");
    if (!name.matches("[A-Za-z0-9._-]+") || !names.add(name)) {
      throw new InvalidInputException(
          section.key("name")
              + ": expected a name of its own of letters, digits, '-', '_' and '.', not "
              + name);
    }
    if (section.has("partitioner")
        && section.section("partitioner").text("type").startsWith("vertical-")) {
      throw new InvalidInputException(
          section.key("partitioner")
              + ": expected a division by examples, a vertical one is of the whole data");
    }
    Keys keys =
        new Keys(section, section, mixture.seed(), mixture.clusterColumn(), mixture.holdOut());
    Source source = section.oneOf("source", SOURCES).apply(keys);
    if (source.learns() && mixture.holdOut().isPresent()) {
      throw new InvalidInputException(
          "data.holdout: the features or words of the component "
              + name
              + " are learned before clients hold out, expected no holdout");
    }
    return new Component(name, source, origin(section, mixture.seed()));
  }

  /** As if the component were all of the data, so that both find one stored population. */
  private static Map<String, @Nullable Object> origin(ConfigSection section, long seed) {
    Map<String, @Nullable Object> data = section.values();
    data.remove("name");
    Object partitioner = data.remove("partitioner");
    Map<String, @Nullable Object> origin = new LinkedHashMap<>();
    origin.put("data", data);
    if (partitioner != null) {
      origin.put("partitioner", partitioner);
      origin.put("seed", seed);
    }
    return origin;
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
