package io.skerry.jobs.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.skerry.core.InvalidInputException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

final class ConfigSectionTest {
  @Test
  void reads_eachType_returnsItsValue() {
    ConfigSection root =
        root("a: text\nb: 3\nc: 0.5\nd: [1, 2]\ne: {f: '${HERE}/x'}\ng: [p, q]\nh: -7");

    assertEquals("text", root.text("a"));
    assertEquals(3, root.integer("b", 1));
    assertEquals(0.5, root.number("c"));
    assertEquals(3.0, root.number("b"));
    assertEquals(List.of(1, 2), root.integers("d"));
    assertEquals("place/x", root.section("e").text("f"));
    assertEquals(List.of("p", "q"), root.texts("g"));
    assertEquals(-7, root.longInteger("h", Long.MIN_VALUE));
    assertEquals(9, root.integer("absent", 1, 9));
    root.close();
  }

  @Test
  void close_unknownKey_namesItAndThoseThatExist() {
    ConfigSection root = root("clients: {rate: 1, rat: 2}");
    root.section("clients").number("rate");

    refused("clients.rat: unknown key, expected one of rate", root::close);
  }

  @Test
  void reads_wrongValue_namesKeyAndExpectation() {
    ConfigSection root =
        root("a: text\nb: 1.5\nc: -1\nd: {x: 1}\ne: 1\nf: ${NOWHERE}\ng: [a, 1.5]");

    refused("a: expected a number, not \"text\"", () -> root.number("a"));
    refused("b: expected a whole number from 1, not 1.5", () -> root.integer("b", 1));
    refused("c: expected a whole number from 0, not -1", () -> root.integer("c", 0));
    refused("d: expected a text, not {\"x\":1}", () -> root.text("d"));
    refused("e: expected a map of keys, not 1", () -> root.section("e"));
    refused("f: the environment variable NOWHERE is not set", () -> root.text("f"));
    refused("g: expected a list of whole numbers, not \"a\"", () -> root.integers("g"));
    refused("absent: missing, expected a number", () -> root.number("absent"));
    refused(
        "a: expected one of one, two, not text",
        () -> root.oneOf("a", new java.util.TreeMap<>(Map.of("one", 1, "two", 2))));
  }

  @Test
  void override_nestedKey_makesTheMapsOnTheWay() {
    ObjectNode tree = ConfigFile.parse("test.yaml", "clients: {mu: 1}");
    ConfigFile.override(tree, Map.of("clients.mu", "0.5", "data.clients", "100"));
    ConfigSection root = ConfigSection.root(tree, name -> Optional.empty());

    assertEquals(0.5, root.section("clients").number("mu"));
    assertEquals(100, root.section("data").integer("clients", 1));
  }

  @Test
  void override_emptyValue_takesTheKeyAway() {
    ObjectNode tree =
        ConfigFile.parse("test.yaml", "clients: {mu: 1, rate: 2}\nprivacy: {clip: 1}");
    ConfigFile.override(tree, Map.of("clients.mu", "", "privacy", ""));

    assertEquals("{\"clients\":{\"rate\":2}}", tree.toString());
  }

  @Test
  void has_keyGivenAsNull_isAbsentAndKnown() {
    ConfigSection root = root("privacy:");

    assertEquals(false, root.has("privacy"));
    root.close();
  }

  @Test
  void override_throughAValue_isRefused() {
    ObjectNode tree = ConfigFile.parse("test.yaml", "rounds: 3");

    refused(
        "--set rounds.every: rounds is a value, expected a map of keys",
        () -> ConfigFile.override(tree, Map.of("rounds.every", "1")));
  }

  @Test
  void parse_notAMap_isRefusedWithTheFile() {
    refused(
        "test.yaml: expected a YAML map of keys, such as 'rounds: 100'",
        () -> ConfigFile.parse("test.yaml", "- 1"));
    String twice =
        assertThrows(InvalidInputException.class, () -> ConfigFile.parse("test.yaml", "a: 1\na: 2"))
            .getMessage();
    assertEquals("test.yaml: expected YAML, but Duplicate field 'a' (line 2)", twice);
  }

  private static ConfigSection root(String yaml) {
    return ConfigSection.root(
        ConfigFile.parse("test.yaml", yaml),
        name -> name.equals("HERE") ? Optional.of("place") : Optional.empty());
  }

  private static void refused(String sentence, Executable read) {
    assertEquals(sentence, assertThrows(InvalidInputException.class, read).getMessage());
  }
}
