package io.skerry.jobs.config;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.skerry.core.data.HoldOut;
import io.skerry.core.random.RandomKey;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where clients and their examples come from: the keys {@code data}, {@code partitioner} and {@code
 * shift}.
 *
 * @param holdout which of each client's examples are held out
 * @param shift how clients' examples differ beyond which ones they have
 * @param populations folder in which stored populations are kept
 * @param origin all that decides a stored population, as the config gives it
 */
public record DataSection(
    Source source,
    Optional<HoldOut> holdout,
    ShiftSection shift,
    String populations,
    Map<String, @Nullable Object> origin) {

  static DataSection read(
      ConfigSection root, ObjectNode tree, long seed, Optional<String> clusterColumn) {
    ConfigSection data = root.section("data");
    Optional<HoldOut> holdout =
        data.optionalNumber("holdout")
            .map(fraction -> new HoldOut(fraction, RandomKey.of(seed).child("holdout")));
    String populations = data.text("populations", "populations");
    Source source = Sources.read(root, data, seed, clusterColumn, holdout);
    ShiftSection shift = ShiftSection.read(root, seed, holdout.isPresent());
    Map<String, @Nullable Object> origin = new LinkedHashMap<>();
    ObjectNode own = tree.get("data").deepCopy();
    own.remove(java.util.List.of("holdout", "populations"));
    origin.put("data", Experiment.values(own));
    if (tree.has("partitioner")) {
      origin.put("partitioner", Experiment.values(tree.get("partitioner")));
      origin.put("seed", seed);
    }
    clusterColumn.ifPresent(column -> origin.put("cluster", column));
    if (source.learns() && holdout.isPresent()) {
      origin.put("holdout", holdout.get().fraction());
      origin.put("seed", seed);
    }
    return new DataSection(source, holdout, shift, populations, origin);
  }

  /** The name of a stored population of this origin, whose files look like {@code files}. */
  public String name(Map<String, ?> files) {
    Map<String, Object> all = new LinkedHashMap<>(origin);
    all.put("files", files);
    return Experiment.digest(all).substring(0, 16);
  }
}
