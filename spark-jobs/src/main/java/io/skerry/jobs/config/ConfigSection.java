package io.skerry.jobs.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.skerry.core.InvalidInputException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One map of a config, read strictly: each read names its type, and {@link #close} refuses the keys
 * that nobody read. Texts may hold {@code ${NAME}}, replaced by the environment's value.
 */
public final class ConfigSection {
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_]*)}");

  private final String path;
  private final ObjectNode node;
  private final Function<String, Optional<String>> environment;
  private final Map<String, Optional<ConfigSection>> read = new LinkedHashMap<>();

  private ConfigSection(
      String path, ObjectNode node, Function<String, Optional<String>> environment) {
    this.path = path;
    this.node = node;
    this.environment = environment;
  }

  /** The root of a config; {@code environment} looks variables up. */
  public static ConfigSection root(
      ObjectNode tree, Function<String, Optional<String>> environment) {
    return new ConfigSection("", tree, environment);
  }

  /** Whether the key is given, and not as null; asking makes it a known key. */
  public boolean has(String key) {
    read.putIfAbsent(key, Optional.empty());
    JsonNode value = node.get(key);
    return value != null && !value.isNull();
  }

  /** A required text. */
  public String text(String key) {
    JsonNode value = value(key, "a text");
    if (!value.isValueNode()) {
      throw expected(key, "a text", value);
    }
    return substitute(key, value.asText());
  }

  /** A text, or {@code otherwise} where the key is absent. */
  public String text(String key, String otherwise) {
    return has(key) ? text(key) : mark(key, otherwise);
  }

  /** One of a table's names, required; returns what the table holds for it. */
  public <T> T oneOf(String key, Map<String, T> table) {
    return named(key, text(key), table);
  }

  /** One of a table's names, or the name {@code otherwise} where the key is absent. */
  public <T> T oneOf(String key, Map<String, T> table, String otherwise) {
    return named(key, text(key, otherwise), table);
  }

  private <T> T named(String key, String name, Map<String, T> table) {
    T chosen = table.get(name);
    if (chosen == null) {
      throw new InvalidInputException(
          key(key) + ": expected one of " + String.join(", ", table.keySet()) + ", not " + name);
    }
    return chosen;
  }

  /** A required number. */
  public double number(String key) {
    JsonNode value = value(key, "a number");
    if (!value.isNumber()) {
      throw expected(key, "a number", value);
    }
    return value.doubleValue();
  }

  /** A number, or {@code otherwise} where the key is absent. */
  public double number(String key, double otherwise) {
    return has(key) ? number(key) : mark(key, otherwise);
  }

  /** A number, or null where the key is absent. */
  public Optional<Double> optionalNumber(String key) {
    return has(key) ? Optional.of(number(key)) : mark(key, Optional.empty());
  }

  /** A required whole number from {@code least}. */
  public int integer(String key, int least) {
    long value = longInteger(key, least);
    if (value > Integer.MAX_VALUE) {
      throw new InvalidInputException(key(key) + ": " + value + " is too large");
    }
    return (int) value;
  }

  /** A whole number from {@code least}, or {@code otherwise} where the key is absent. */
  public int integer(String key, int least, int otherwise) {
    return has(key) ? integer(key, least) : mark(key, otherwise);
  }

  /** A required whole number from {@code least}. */
  public long longInteger(String key, long least) {
    String what = least == Long.MIN_VALUE ? "a whole number" : "a whole number from " + least;
    JsonNode value = value(key, what);
    if (!value.isIntegralNumber() || !value.canConvertToLong() || value.longValue() < least) {
      throw expected(key, what, value);
    }
    return value.longValue();
  }

  /** A whole number from {@code least}, or {@code otherwise} where the key is absent. */
  public long longInteger(String key, long least, long otherwise) {
    return has(key) ? longInteger(key, least) : mark(key, otherwise);
  }

  /** A list of texts. */
  public List<String> texts(String key) {
    List<String> texts = new ArrayList<>();
    for (JsonNode element : list(key, "a list of texts")) {
      if (!element.isValueNode()) {
        throw expected(key, "a list of texts", element);
      }
      texts.add(substitute(key, element.asText()));
    }
    return texts;
  }

  /** A map of texts by names that the config chooses, in its order; empty where it is absent. */
  public Map<String, String> textsByName(String key) {
    Map<String, String> texts = new LinkedHashMap<>();
    if (has(key)) {
      ConfigSection section = section(key);
      section.node.fieldNames().forEachRemaining(name -> texts.put(name, section.text(name)));
    }
    return texts;
  }

  /** A required list of texts and maps of keys, each made what it stands for. */
  public <T> List<T> elements(
      String key, Function<String, T> ofText, Function<ConfigSection, T> ofSection) {
    String what = "a list of texts and maps of keys";
    List<T> elements = new ArrayList<>();
    for (JsonNode element : list(key, what)) {
      if (element instanceof ObjectNode object) {
        String name = key(key) + "[" + elements.size() + "]";
        ConfigSection section = new ConfigSection(name, object, environment);
        elements.add(ofSection.apply(section));
        section.close();
      } else if (element.isValueNode()) {
        elements.add(ofText.apply(substitute(key, element.asText())));
      } else {
        throw expected(key, what, element);
      }
    }
    return elements;
  }

  /** A list of whole numbers. */
  public List<Integer> integers(String key) {
    String what = "a list of whole numbers";
    return integers(key, what, list(key, what));
  }

  /** Whether the key is given as a list. */
  public boolean isList(String key) {
    return has(key) && node.get(key).isArray();
  }

  /** A list of numbers. */
  public List<Double> numbers(String key) {
    String what = "a list of numbers";
    return numbers(key, what, list(key, what));
  }

  /** A list of lists of numbers. */
  public List<List<Double>> numberLists(String key) {
    String what = "a list of lists of numbers";
    List<List<Double>> lists = new ArrayList<>();
    list(key, what).forEach(element -> lists.add(numbers(key, what, element)));
    return lists;
  }

  /** A list of lists of whole numbers. */
  public List<List<Integer>> integerLists(String key) {
    String what = "a list of lists of whole numbers";
    List<List<Integer>> lists = new ArrayList<>();
    list(key, what).forEach(element -> lists.add(integers(key, what, element)));
    return lists;
  }

  private List<Double> numbers(String key, String what, JsonNode elements) {
    if (!elements.isArray()) {
      throw expected(key, what, elements);
    }
    List<Double> numbers = new ArrayList<>();
    for (JsonNode element : elements) {
      if (!element.isNumber()) {
        throw expected(key, what, element);
      }
      numbers.add(element.doubleValue());
    }
    return numbers;
  }

  private List<Integer> integers(String key, String what, JsonNode elements) {
    if (!elements.isArray()) {
      throw expected(key, what, elements);
    }
    List<Integer> numbers = new ArrayList<>();
    for (JsonNode element : elements) {
      if (!element.isIntegralNumber() || !element.canConvertToInt()) {
        throw expected(key, what, element);
      }
      numbers.add(element.intValue());
    }
    return numbers;
  }

  /** A truth value, or {@code otherwise} where the key is absent. */
  public boolean flag(String key, boolean otherwise) {
    if (!has(key)) {
      return mark(key, otherwise);
    }
    JsonNode value = value(key, "true or false");
    if (!value.isBoolean()) {
      throw expected(key, "true or false", value);
    }
    return value.booleanValue();
  }

  /** A list of whole numbers, or {@code otherwise} where the key is absent. */
  public List<Integer> integers(String key, List<Integer> otherwise) {
    return has(key) ? integers(key) : mark(key, otherwise);
  }

  /** A required map of keys. */
  public ConfigSection section(String key) {
    Optional<ConfigSection> known = read.getOrDefault(key, Optional.empty());
    if (known.isPresent()) {
      return known.get();
    }
    JsonNode value = value(key, "a map of keys");
    if (value instanceof ObjectNode object) {
      ConfigSection section = new ConfigSection(key(key), object, environment);
      read.put(key, Optional.of(section));
      return section;
    }
    throw expected(key, "a map of keys", value);
  }

  /** A map of keys; an empty one where the key is absent. */
  public ConfigSection sectionOrEmpty(String key) {
    if (has(key)) {
      return section(key);
    }
    return new ConfigSection(mark(key, key(key)), node.objectNode(), environment);
  }

  /** All keys with their values, a copy; variables are not substituted. */
  Map<String, @Nullable Object> values() {
    return Experiment.values(node);
  }

  /** The full name of a key, as errors show it. */
  public String key(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  /**
   * Ends the reading.
   *
   * @throws InvalidInputException where a key, here or in a section below, was never read
   */
  public void close() {
    node.fieldNames()
        .forEachRemaining(
            key -> {
              if (!read.containsKey(key)) {
                throw new InvalidInputException(
                    key(key)
                        + ": unknown key, expected one of "
                        + String.join(", ", new TreeSet<>(read.keySet())));
              }
            });
    read.values().forEach(section -> section.ifPresent(ConfigSection::close));
  }

  private JsonNode list(String key, String what) {
    JsonNode value = value(key, what);
    if (!value.isArray()) {
      throw expected(key, what, value);
    }
    return value;
  }

  private JsonNode value(String key, String what) {
    read.putIfAbsent(key, Optional.empty());
    JsonNode value = node.get(key);
    if (value == null || value.isNull()) {
      throw new InvalidInputException(key(key) + ": missing, expected " + what);
    }
    return value;
  }

  private <T> T mark(String key, T value) {
    read.putIfAbsent(key, Optional.empty());
    return value;
  }

  private InvalidInputException expected(String key, String what, JsonNode value) {
    return new InvalidInputException(key(key) + ": expected " + what + ", not " + value);
  }

  private String substitute(String key, String text) {
    Matcher variable = VARIABLE.matcher(text);
    return variable.replaceAll(
        match ->
            Matcher.quoteReplacement(
                environment
                    .apply(match.group(1))
                    .orElseThrow(
                        () ->
                            new InvalidInputException(
                                key(key)
                                    + ": the environment variable "
                                    + match.group(1)
                                    + " is not set"))));
  }
}
