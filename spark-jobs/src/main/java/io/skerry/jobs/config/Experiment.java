package io.skerry.jobs.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.skerry.core.InvalidInputException;
import io.skerry.core.random.RandomKey;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One experiment as its config describes it, every key checked as far as that goes without data.
 *
 * @param resolved the config with overrides, as JSON values; variables are not substituted
 * @param partitions Spark partitions, where the config says how many
 * @param checkpointEvery rounds between checkpoints
 */
public record Experiment(
    String name,
    long seed,
    int rounds,
    OptionalInt partitions,
    int checkpointEvery,
    DataSection data,
    TrainingSection training,
    SummingSection summing,
    EvaluationSection evaluation,
    Map<String, @Nullable Object> resolved) {

  private static final ObjectMapper CANONICAL =
      new ObjectMapper().configure(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS, true);

  /**
   * Reads a config.
   *
   * @param environment looks up variables
   * @throws InvalidInputException naming the first key that cannot be used
   */
  public static Experiment read(ObjectNode tree, Function<String, Optional<String>> environment) {
    ConfigSection root = ConfigSection.root(tree, environment);
    String name = root.text("name");
    if (!name.matches("[A-Za-z0-9._-]+")) {
      throw new InvalidInputException(
          "name: expected letters, digits, '-', '_' and '.', not " + name);
    }
    long seed = root.longInteger("seed", Long.MIN_VALUE, 42);
    int rounds = root.integer("rounds", 1);
    OptionalInt partitions =
        root.has("partitions")
            ? OptionalInt.of(root.integer("partitions", 1))
            : OptionalInt.empty();
    int checkpointEvery = root.sectionOrEmpty("checkpoints").integer("every", 1, 10);
    EvaluationSection evaluation = EvaluationSection.read(root.sectionOrEmpty("evaluate"));
    DataSection data = DataSection.read(root, tree, seed, evaluation.clusterColumn());
    TrainingSection training = TrainingSection.read(root);
    SummingSection summing = SummingSection.read(root, training.controlled());
    if (training.privacy().isPresent() && summing.privacy().isPresent()) {
      throw new InvalidInputException(
          "clients.privacy: a run states one epsilon, of an example or of a client; expected it or"
              + " the section privacy, not both");
    }
    root.close();
    return new Experiment(
        name,
        seed,
        rounds,
        partitions,
        checkpointEvery,
        data,
        training,
        summing,
        evaluation,
        values(tree));
  }

  /** The key from which everything random in the experiment derives. */
  public RandomKey key() {
    return RandomKey.of(seed);
  }

  /** Hexadecimal digest of all that decides the result. */
  public String digest() {
    return digestOf(resolved);
  }

  /** The digest of an experiment with this resolved config. */
  public static String digestOf(Map<String, @Nullable Object> resolved) {
    Map<String, @Nullable Object> deciding = new TreeMap<>(resolved);
    deciding.remove("partitions");
    deciding.remove("checkpoints");
    if (deciding.get("data") instanceof Map<?, ?> data) {
      Map<Object, Object> decidingData = new TreeMap<>(data);
      decidingData.remove("hold");
      deciding.put("data", decidingData);
    }
    return digest(deciding);
  }

  /** A tree of keys as plain maps, lists and values. */
  @SuppressWarnings("unchecked")
  static Map<String, @Nullable Object> values(JsonNode tree) {
    return CANONICAL.convertValue(tree, Map.class);
  }

  /** Hexadecimal SHA-256 of values, whatever the order of their keys. */
  static String digest(Object values) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      byte[] text = CANONICAL.writeValueAsString(values).getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(sha.digest(text));
    } catch (JsonProcessingException | NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
