package io.skerry.jobs.config;

import io.skerry.core.InvalidInputException;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The key {@code evaluate}.
 *
 * @param every rounds between evaluations
 * @param clients how many clients, drawn once; empty for all
 * @param clusterColumn column of the data that names each client's cluster
 */
public record EvaluationSection(int every, OptionalInt clients, Optional<String> clusterColumn) {

  static EvaluationSection read(ConfigSection section) {
    int every = section.integer("every", 1, 1);
    Optional<String> column = Optional.empty();
    if (section.has("clusters")) {
      ConfigSection clusters = section.section("clusters");
      clusters.oneOf("by", Map.of("column", "column"));
      column = Optional.of(clusters.text("column"));
    }
    return new EvaluationSection(every, clients(section), column);
  }

  private static OptionalInt clients(ConfigSection section) {
    String clients = section.text("clients", "all");
    if (clients.equals("all")) {
      return OptionalInt.empty();
    }
    if (!clients.matches("[1-9][0-9]{0,8}")) {
      throw new InvalidInputException(
          section.key("clients") + ": expected all or a whole number from 1, not " + clients);
    }
    return OptionalInt.of(Integer.parseInt(clients));
  }
}
