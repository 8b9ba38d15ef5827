package io.skerry.jobs.results;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.skerry.core.InvalidInputException;
import io.skerry.core.data.DataSpec;
import io.skerry.core.data.PopulationSpec;
import io.skerry.core.metrics.DataPart;
import io.skerry.core.metrics.EvaluationMetrics;
import io.skerry.core.metrics.Percentiles;
import io.skerry.jobs.storage.Storage;
import io.skerry.privacy.PrivacyTerms;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RunDirectoryTest {
  private static final Instant NOON = Instant.parse("2025-06-01T12:00:00Z");

  @TempDir Path temp;

  @Test
  void create_whereSomethingIs_isRefused() throws IOException {
    Files.createFile(temp.resolve("notes.txt"));
    InvalidInputException e =
        assertThrows(
            InvalidInputException.class,
            () -> RunDirectory.create(Storage.local(), temp.toString()));
    assertTrue(e.getMessage().startsWith(temp + " exists and is not empty"), e.getMessage());
    assertTrue(e.getMessage().contains("--resume " + temp), e.getMessage());
  }

  @Test
  void createUnder_asOftenAsWanted_numbersTheRuns() {
    String parent = temp.resolve("runs").toString();
    List<String> names =
        List.of(
            RunDirectory.createUnder(Storage.local(), parent, "toy", "0123456789").path().getName(),
            RunDirectory.createUnder(Storage.local(), parent, "toy", "0123456789").path().getName(),
            RunDirectory.createUnder(Storage.local(), parent, "toy", "0123456789").path().getName(),
            RunDirectory.createUnder(Storage.local(), parent, "toy", "fedcba9876")
                .path()
                .getName());
    assertEquals(
        List.of("toy-01234567", "toy-01234567-2", "toy-01234567-3", "toy-fedcba98"), names);
  }

  @Test
  void open_whereNoRunIs_isRefused() {
    InvalidInputException e =
        assertThrows(
            InvalidInputException.class, () -> RunDirectory.open(Storage.local(), temp.toString()));
    assertTrue(e.getMessage().contains("holds no run.json"), e.getMessage());
  }

  @Test
  void read_afterWrite_returnsTheSame() {
    RunJson run =
        new RunJson(
            provenance()
                .with(
                    1e-5,
                    new PrivacyTerms(
                        "client",
                        "add-or-remove",
                        "rdp",
                        "nothing",
                        1,
                        "trusted server",
                        "simulated",
                        "floating-point")),
            outcome(0.25));
    RunDirectory.create(Storage.local(), temp.toString()).write(run);
    assertEquals(run, RunDirectory.open(Storage.local(), temp.toString()).read());
  }

  @Test
  void read_ofARunThatStarted_returnsTheSame() {
    RunJson run = new RunJson(provenance(), Outcome.none());
    RunDirectory.create(Storage.local(), temp.toString()).write(run);
    assertEquals(run, RunDirectory.open(Storage.local(), temp.toString()).read());
  }

  @Test
  void write_ofARun_hasItsKeysSideBySide() throws IOException {
    RunDirectory.create(Storage.local(), temp.toString())
        .write(new RunJson(provenance(), outcome(Double.NaN)));
    JsonNode json = new ObjectMapper().readTree(Files.readString(temp.resolve("run.json")));
    TreeSet<String> keys = new TreeSet<>();
    json.fieldNames().forEachRemaining(keys::add);
    assertEquals(
        new TreeSet<>(
            List.of(
                "config",
                "seed",
                "data",
                "kernels",
                "versions",
                "commit",
                "started",
                "finished",
                "status",
                "rounds",
                "model_sha256",
                "final",
                "epsilon",
                "client_epsilon",
                "delta",
                "privacy",
                "client_updates_per_s",
                "seconds_per_round",
                "secret_commitment")),
        keys);
    assertEquals("budget-spent", json.get("status").asText());
    assertEquals(3, json.at("/config/cohort/size").asInt());
    assertEquals("d1", json.at("/data/digest").asText());
    assertTrue(json.at("/data/samples").isNull());
    assertTrue(json.at("/versions/spark").isNull());
    assertEquals("2025-06-01T12:00:00Z", json.get("started").asText());
    assertEquals("test", json.at("/final/set").asText());
    assertEquals(0.75, json.at("/final/accuracy_p50").asDouble());
    assertTrue(json.at("/final/loss").isNull());
    assertTrue(json.at("/final/test_loss").isNull());
    assertTrue(json.get("epsilon").isNull());
    assertTrue(json.get("delta").isNull());
  }

  @Test
  void build_withoutItsResource_isUnknown() {
    assertNull(Build.read("/nowhere.properties").commit());
    assertNull(Build.read("/nowhere.properties").version());
  }

  private static Provenance provenance() {
    PopulationSpec population =
        new PopulationSpec(10, -1, 5, new DataSpec(List.of(2), 2), false, null, "d1");
    return Provenance.of(
        Map.of("name", "toy", "cohort", Map.of("size", 3)),
        42,
        population,
        "plain",
        null,
        NOON,
        null);
  }

  private static Outcome outcome(double loss) {
    EvaluationMetrics clients =
        new EvaluationMetrics(
            null, DataPart.TEST, 3, 30, loss, 0.7, new Percentiles(0.5, 0.75, 0.9));
    return new Outcome(
        RunStatus.BUDGET_SPENT,
        NOON.toString(),
        5,
        "ff",
        FinalFigures.of(List.of(clients)),
        null,
        null,
        1000.0,
        0.1);
  }
}
