package io.skerry.jobs.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.skerry.jobs.storage.Row;
import io.skerry.jobs.storage.Storage;
import io.skerry.jobs.storage.TableReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** All of a run that must not depend on where it ran: every figure but times and rates. */
record Results(
    String status,
    String modelSha256,
    int rounds,
    JsonNode figures,
    JsonNode epsilon,
    String dataDigest,
    TreeMap<String, List<String>> tables) {

  private static final Set<String> TIMES =
      Set.of("seconds", "server_seconds", "evaluation_seconds", "client_updates_per_s");

  static Results read(Path run) throws IOException {
    JsonNode json = new ObjectMapper().readTree(run.resolve("run.json").toFile());
    TreeMap<String, List<String>> tables = new TreeMap<>();
    for (String table : List.of("rounds", "clients", "clusters", "ledger")) {
      tables.put(table, rows(run.resolve("metrics").resolve(table)));
    }
    return new Results(
        json.get("status").asText(),
        json.get("model_sha256").asText(),
        json.get("rounds").asInt(),
        json.get("final"),
        json.get("epsilon"),
        json.get("data").get("digest").asText(),
        tables);
  }

  /** Every row of a table as text, in the order of the files' names; a table may have no rows. */
  private static List<String> rows(Path folder) throws IOException {
    List<String> rows = new ArrayList<>();
    forEach(
        folder,
        row -> {
          TreeMap<String, String> values = new TreeMap<>();
          row.columns().stream()
              .filter(column -> !TIMES.contains(column))
              .forEach(column -> values.put(column, String.valueOf(row.get(column))));
          rows.add(values.toString());
        });
    return rows;
  }

  /** Visits every row of a table, in the order of the files' names. */
  static void forEach(Path folder, Consumer<Row> visitor) throws IOException {
    if (Files.notExists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.sorted().toList()) {
        TableReader.forEach(Storage.local(), new org.apache.hadoop.fs.Path(file.toUri()), visitor);
      }
    }
  }
}
