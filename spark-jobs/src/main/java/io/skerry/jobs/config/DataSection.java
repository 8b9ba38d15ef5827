package io.skerry.jobs.config;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.skerry.core.InvalidInputException;
import io.skerry.core.data.HoldOut;
import io.skerry.core.random.RandomKey;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Where clients and their examples come from: the keys {@code data}, {@code partitioner} and {@code
 * shift}.
 *
 * @param holdout which of each client's examples are held out
 * @param shift how clients' examples differ beyond which ones they have
 * @param hold where clients are between rounds
 * @param populations folder in which stored populations are kept
 * @param origin all that decides a stored population, as the config gives it
 */
public record DataSection(
    Source source,
    Optional<HoldOut> holdout,
    ShiftSection shift,
    Hold hold,
    String populations,
    Map<String, @Nullable Object> origin) {

  private static final Map<String, Hold> HOLDS =
      new TreeMap<>(Map.of("memory", Hold.MEMORY, "spill", Hold.SPILL, "files", Hold.FILES));

  static DataSection read(
      ConfigSection root, ObjectNode tree, long seed, Optional<String> clusterColumn) {
    ConfigSection data = root.section("data");
    Optional<HoldOut> holdout =
        data.optionalNumber("holdout")
            .map(fraction -> new HoldOut(fraction, RandomKey.of(seed).child("holdout")));
    Hold hold = data.oneOf("hold", HOLDS, "memory");
    String populations = data.text("populations", "populations");
    Source source = Sources.read(root, data, seed, clusterColumn, holdout);
    ShiftSection shift = ShiftSection.read(root, seed, holdout.isPresent());
    if (hold == Hold.FILES && computed(source)) {
      throw new InvalidInputException(
          "data.hold: clients that are computed are in no files, expected memory or spill");
    }
    Map<String, @Nullable Object> origin = new LinkedHashMap<>();
    ObjectNode own = tree.get("data").deepCopy();
    own.remove(List.of("holdout", "hold", "populations"));
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
    return new DataSection(source, holdout, shift, hold, populations, origin);
  }

  private static boolean computed(Source source) {
    return source instanceof Source.Generated
        || (source instanceof Source.Mixture mixture
            && mixture.components().stream().anyMatch(each -> computed(each.source())));
  }

  /** The name of a stored population of an origin, whose files look like {@code files}. */
  public static String name(Map<String, @Nullable Object> origin, Map<String, ?> files) {
    Map<String, @Nullable Object> all = new LinkedHashMap<>(origin);
    all.put("files", files);
    return Experiment.digest(all).substring(0, 16);
  }
}
