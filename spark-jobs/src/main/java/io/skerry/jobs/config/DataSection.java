package io.skerry.jobs.config;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.skerry.core.InvalidInputException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * Where clients and their examples come from: the keys {@code data} and {@code partitioner}.
 *
 * @param holdout share of each client's examples that is held out
 * @param populations folder in which stored populations are kept
 * @param origin all that decides a stored population, as the config gives it
 */
public record DataSection(
    Source source,
    OptionalDouble holdout,
    String populations,
    Map<String, @Nullable Object> origin) {

  static DataSection read(
      ConfigSection root, ObjectNode tree, long seed, Optional<String> clusterColumn) {
    ConfigSection data = root.section("data");
    Optional<Double> holdout = data.optionalNumber("holdout");
    if (holdout.isPresent() && !(holdout.get() > 0 && holdout.get() < 1)) {
      throw new InvalidInputException(
          "data.holdout: expected a fraction between 0 and 1, not " + holdout.get());
    }
    String populations = data.text("populations", "populations");
    Source source = Sources.read(root, data, seed, clusterColumn);
    Map<String, @Nullable Object> origin = new LinkedHashMap<>();
    ObjectNode own = tree.get("data").deepCopy();
    own.remove(java.util.List.of("holdout", "populations"));
    origin.put("data", Experiment.values(own));
    if (tree.has("partitioner")) {
      origin.put("partitioner", Experiment.values(tree.get("partitioner")));
      origin.put("seed", seed);
    }
    clusterColumn.ifPresent(column -> origin.put("cluster", column));
    return new DataSection(
        source,
        holdout.isPresent() ? OptionalDouble.of(holdout.get()) : OptionalDouble.empty(),
        populations,
        origin);
  }

  /** The name of a stored population of this origin, whose files look like {@code files}. */
  public String name(Map<String, ?> files) {
    Map<String, Object> all = new LinkedHashMap<>(origin);
    all.put("files", files);
    return Experiment.digest(all).substring(0, 16);
  }
}
