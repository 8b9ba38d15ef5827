package io.skerry.jobs.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import io.skerry.core.InvalidInputException;
import java.util.Map;

/** A config file's tree of keys with overrides put in. */
public final class ConfigFile {
  private static final YAMLMapper YAML =
      new YAMLMapper(
          YAMLFactory.builder()
              .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
              .enable(YAMLParser.Feature.EMPTY_STRING_AS_NULL)
              .build());

  private ConfigFile() {}

  /**
   * The tree of a YAML text.
   *
   * @param name how errors name the file
   * @throws InvalidInputException where the text is not a YAML map
   */
  public static ObjectNode parse(String name, String text) {
    JsonNode tree;
    try {
      tree = YAML.readTree(text);
    } catch (JsonProcessingException e) {
      throw new InvalidInputException(
          name + ": expected YAML, but " + firstLine(e.getOriginalMessage()) + place(e), e);
    }
    if (tree instanceof ObjectNode object) {
      return object;
    }
    throw new InvalidInputException(name + ": expected a YAML map of keys, such as 'rounds: 100'");
  }

  /**
   * Sets keys such as {@code clients.mu}; a value is read as YAML, an empty one takes the key away.
   *
   * @throws InvalidInputException where a key leads through a value that is not a map
   */
  public static void override(ObjectNode tree, Map<String, String> settings) {
    settings.forEach(
        (key, value) -> {
          String[] path = key.split("\\.", -1);
          ObjectNode at = tree;
          for (int i = 0; i < path.length - 1; i++) {
            JsonNode next = at.get(path[i]);
            if (next == null || next.isNull()) {
              at = at.putObject(path[i]);
            } else if (next instanceof ObjectNode object) {
              at = object;
            } else {
              throw new InvalidInputException(
                  "--set " + key + ": " + path[i] + " is a value, expected a map of keys");
            }
          }
          try {
            JsonNode parsed = YAML.readTree(value);
            if (parsed.isMissingNode()) {
              at.remove(path[path.length - 1]);
            } else {
              at.set(path[path.length - 1], parsed);
            }
          } catch (JsonProcessingException e) {
            throw new InvalidInputException(
                "--set " + key + ": expected a YAML value, not '" + value + "'", e);
          }
        });
  }

  /** The tree as YAML text. */
  public static String text(ObjectNode tree) {
    try {
      return YAML.writeValueAsString(tree);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String place(JsonProcessingException e) {
    return e.getLocation() == null ? "" : " (line " + e.getLocation().getLineNr() + ")";
  }

  private static String firstLine(String text) {
    return text.lines().findFirst().orElse("it is not");
  }
}
