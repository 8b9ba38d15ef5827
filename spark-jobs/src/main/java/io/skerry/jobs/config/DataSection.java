package io.skerry.jobs.config;

import io.skerry.core.random.RandomKey;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Where clients and their examples come from: the keys {@code data} and {@code partitioner}.
 *
 * @param holdout share of each client's examples that is held out
 * @param populations folder in which stored populations are kept
 */
public record DataSection(Source source, OptionalDouble holdout, String populations) {

  static DataSection read(ConfigSection root, RandomKey key, Optional<String> clusterColumn) {
    ConfigSection data = root.section("data");
    Optional<Double> holdout = data.optionalNumber("holdout");
    return new DataSection(
        Sources.read(data, root, key, clusterColumn),
        holdout.isPresent() ? OptionalDouble.of(holdout.get()) : OptionalDouble.empty(),
        data.text("populations", "populations"));
  }
}
