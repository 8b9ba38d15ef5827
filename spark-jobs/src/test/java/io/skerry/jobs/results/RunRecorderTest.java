package io.skerry.jobs.results;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skerry.core.model.ModelDigest;
import io.skerry.core.round.RoundObserver;
import io.skerry.core.round.RunResult;
import io.skerry.core.round.ServerState;
import io.skerry.jobs.storage.Storage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.apache.parquet.schema.Type;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RunRecorderTest {
  private static final Instant NOON = Instant.parse("2025-06-01T12:00:00Z");

  /** What may differ between equal runs. */
  private static final List<String> TIMES =
      List.of("seconds", "server_seconds", "evaluation_seconds", "client_updates_per_s");

  @TempDir Path temp;

  @Test
  void tables_ofARun_closeTheirFilesAtEachCheckpoint() throws IOException {
    run(directory("a"), 4);
    assertEquals(
        List.of(
            "clients/clients-000001-000004.parquet",
            "clients/clients-000005-000006.parquet",
            "clusters/clusters-000002-000004.parquet",
            "clusters/clusters-000006-000006.parquet",
            "ledger/ledger-000001-000004.parquet",
            "ledger/ledger-000005-000006.parquet",
            "rounds/rounds-000001-000004.parquet",
            "rounds/rounds-000005-000006.parquet"),
        files(temp.resolve("a/metrics")));
    assertEquals(
        List.of("round=4", "round=6"),
        Storage.local().names(hadoop(temp.resolve("a/checkpoints"))));
  }

  @Test
  void rounds_ofARun_haveAllColumns() throws IOException {
    run(directory("a"), 6);
    List<Map<String, Object>> rounds = rows("a", "rounds");
    assertEquals(6, rounds.size());
    assertEquals(
        List.of(
            "round",
            "clients",
            "diverged",
            "dropped",
            "given_up",
            "samples",
            "train_loss",
            "train_accuracy",
            "set",
            "loss",
            "accuracy",
            "accuracy_p10",
            "accuracy_p50",
            "accuracy_p90",
            "evaluated_clients",
            "test_loss",
            "test_accuracy",
            "clipped",
            "clip",
            "update_norm_median",
            "signal_to_noise",
            "epsilon",
            "bytes_up",
            "bytes_down",
            "client_updates_per_s",
            "seconds",
            "server_seconds",
            "evaluation_seconds"),
        columns("a", "rounds"));
    Map<String, Object> first = rounds.get(0);
    assertEquals(1, first.get("round"));
    assertEquals(4L, first.get("clients"));
    assertEquals(0.5, first.get("train_loss"));
    assertEquals(0.5, first.get("epsilon"));
    for (String unknown :
        List.of(
            "set", "loss", "accuracy_p10", "test_loss", "signal_to_noise", "evaluation_seconds")) {
      assertNull(first.get(unknown), unknown);
    }
    Map<String, Object> second = rounds.get(1);
    assertEquals("test", second.get("set"));
    assertEquals(9L, second.get("evaluated_clients"));
    assertEquals(1.0, second.get("accuracy"));
    assertEquals(1.0, second.get("accuracy_p90"));
    assertEquals(1.0, second.get("test_accuracy"));
    assertTrue(rounds.stream().anyMatch(round -> round.get("diverged").equals(1L)));
  }

  @Test
  void clients_ofARound_areTheCohortAndThoseEvaluated() throws IOException {
    run(directory("a"), 6);
    List<Map<String, Object>> rows = rows("a", "clients");
    assertEquals(6 * 4 + 3 * 9, rows.size());
    Map<String, Object> trained = rows.get(0);
    assertEquals("train", trained.get("phase"));
    assertEquals("train", trained.get("set"));
    assertEquals("toy-" + trained.get("ordinal"), trained.get("client_id"));
    assertEquals((Long) trained.get("ordinal") % 2 == 0 ? "even" : "odd", trained.get("cluster"));
    assertEquals(1, trained.get("local_steps"));
    assertEquals(10L, trained.get("flops"));
    assertEquals(12L, trained.get("bytes_up"));
    assertEquals(false, trained.get("clipped"));
    Map<String, Object> evaluated = rows.get(rows.size() - 1);
    assertEquals("evaluate", evaluated.get("phase"));
    assertEquals("test", evaluated.get("set"));
    assertEquals("toy-9", evaluated.get("client_id"));
    assertEquals(1.0, evaluated.get("accuracy"));
    for (String unknown :
        List.of(
            "update_norm", "clipped", "local_steps", "flops", "bytes_up", "bytes_down", "status")) {
      assertNull(evaluated.get(unknown), unknown);
      assertNotNull(trained.get(unknown), unknown);
    }
    List<Object> diverged =
        rows.stream()
            .filter(row -> "diverged".equals(row.get("status")))
            .map(row -> row.get("client_id"))
            .distinct()
            .toList();
    assertEquals(List.of("toy-5"), diverged);
  }

  @Test
  void clusters_ofEvaluatedRounds_areInOrderOfNames() throws IOException {
    run(directory("a"), 6);
    List<Map<String, Object>> rows = rows("a", "clusters");
    assertEquals(
        List.of("even", "odd", "even", "odd", "even", "odd"),
        rows.stream().map(row -> row.get("cluster")).toList());
    assertEquals(4L, rows.get(0).get("clients"));
    assertEquals(5L, rows.get(1).get("samples"));
  }

  @Test
  void ledger_ofARun_hasTheCallersRows() throws IOException {
    run(directory("a"), 6);
    Map<String, Object> last = rows("a", "ledger").get(5);
    assertEquals(6, last.get("round"));
    assertEquals("toy noise", last.get("event"));
    assertEquals("add-or-remove", last.get("relation"));
    assertEquals(1.5, last.get("noise_multiplier"));
    assertEquals(0.4, last.get("sampling_rate"));
    assertEquals(3.0, last.get("epsilon"));
  }

  @Test
  void resume_afterAFailure_givesTheSameTables() throws IOException {
    run(directory("whole"), 2);
    RunDirectory directory = directory("resumed");
    Checkpoints checkpoints = new Checkpoints(directory, "digest");
    RoundObserver failing =
        report -> {
          if (report.plan().round() == 5) {
            throw new IllegalStateException("the machine is gone");
          }
        };
    try (RunRecorder recorder = recorder(directory, checkpoints, Outcome.none())) {
      assertThrows(
          IllegalStateException.class,
          () -> ToyRun.run(Optional.empty(), List.of(recorder, failing)));
      assertEquals(5, recorder.outcome(RunStatus.FAILED, NOON).rounds());
    }
    assertTrue(
        files(temp.resolve("resumed")).contains("metrics/rounds/rounds-000005-000005.parquet"));

    resume(directory, checkpoints);
    for (String table : List.of("rounds", "clients", "clusters", "ledger")) {
      assertEquals(withoutTimes(rows("whole", table)), withoutTimes(rows("resumed", table)), table);
    }
  }

  @Test
  void resume_afterAKill_deletesFilesThatWereNeverClosed() throws IOException {
    RunDirectory directory = directory("a");
    Checkpoints checkpoints = new Checkpoints(directory, "digest");
    RunRecorder killed = recorder(directory, checkpoints, Outcome.none());
    assertThrows(
        IllegalStateException.class,
        () ->
            ToyRun.run(
                Optional.empty(),
                List.of(
                    killed,
                    report -> {
                      if (report.plan().round() == 3) {
                        throw new IllegalStateException("killed");
                      }
                    })));
    assertTrue(files(temp.resolve("a")).contains("metrics/rounds/.rounds-000003.writing"));

    resume(directory, checkpoints);
    assertFalse(files(temp.resolve("a")).stream().anyMatch(file -> file.endsWith("writing")));
    assertEquals(
        List.of(1, 2, 3, 4, 5, 6),
        rows("a", "rounds").stream().map(row -> row.get("round")).toList());
  }

  @Test
  void outcome_ofAWholeRun_describesItsEnd() {
    RunDirectory directory = directory("a");
    RunRecorder recorder =
        recorder(directory, new Checkpoints(directory, "digest"), Outcome.none());
    RunResult result = ToyRun.run(Optional.empty(), List.of(recorder));
    Outcome outcome = recorder.outcome(RunStatus.FINISHED, NOON);
    assertEquals(RunStatus.FINISHED, outcome.status());
    assertEquals("2025-06-01T12:00:00Z", outcome.finished());
    assertEquals(6, outcome.rounds());
    assertEquals(ModelDigest.sha256(result.state().parameters()), outcome.modelSha256());
    assertEquals(3.0, outcome.epsilon());
    assertEquals("test", outcome.figures().set());
    assertEquals(1.0, outcome.figures().testAccuracy());
    assertTrue(outcome.secondsPerRound() > 0);
    assertTrue(outcome.clientUpdatesPerS() > 0);
  }

  @Test
  void outcome_ofAResumeWithNothingLeft_isThatOfTheRunBefore() {
    RunDirectory directory = directory("a");
    Checkpoints checkpoints = new Checkpoints(directory, "digest");
    RunRecorder recorder = recorder(directory, checkpoints, Outcome.none());
    ToyRun.run(Optional.empty(), List.of(recorder));
    Outcome first = recorder.outcome(RunStatus.FINISHED, NOON);
    Optional<ServerState> state = checkpoints.latest();
    RunRecorder again = recorder(directory, checkpoints, first.resumed(state));
    ToyRun.run(state, List.of(again));
    assertEquals(first, again.outcome(RunStatus.FINISHED, NOON));
  }

  private RunDirectory directory(String name) {
    return RunDirectory.create(Storage.local(), temp.resolve(name).toString());
  }

  private static void run(RunDirectory directory, int checkpointEvery) {
    try (RunRecorder recorder =
        new RunRecorder(
            directory,
            new Checkpoints(directory, "digest"),
            checkpointEvery,
            Outcome.none(),
            ToyRun::ledger)) {
      ToyRun.run(Optional.empty(), List.of(recorder));
    }
  }

  private static void resume(RunDirectory directory, Checkpoints checkpoints) {
    Optional<ServerState> state = checkpoints.latest();
    try (RunRecorder recorder = recorder(directory, checkpoints, Outcome.none().resumed(state))) {
      ToyRun.run(state, List.of(recorder));
    }
  }

  private static RunRecorder recorder(
      RunDirectory directory, Checkpoints checkpoints, Outcome start) {
    return new RunRecorder(directory, checkpoints, 2, start, ToyRun::ledger);
  }

  private static List<Map<String, Object>> withoutTimes(List<Map<String, Object>> rows) {
    rows.forEach(row -> row.keySet().removeAll(TIMES));
    return rows;
  }

  /** A table's rows, with the cells that are not empty. */
  private List<Map<String, Object>> rows(String run, String table) throws IOException {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (Group group : groups(run, table)) {
      Map<String, Object> row = new TreeMap<>();
      for (Type column : group.getType().getFields()) {
        String name = column.getName();
        if (group.getFieldRepetitionCount(name) > 0) {
          row.put(name, value(group, column));
        }
      }
      rows.add(row);
    }
    return rows;
  }

  private List<String> columns(String run, String table) throws IOException {
    return groups(run, table).get(0).getType().getFields().stream().map(Type::getName).toList();
  }

  private List<Group> groups(String run, String table) throws IOException {
    Path folder = temp.resolve(run + "/metrics/" + table);
    List<Group> groups = new ArrayList<>();
    for (String file : files(folder)) {
      try (ParquetReader<Group> reader =
          ParquetReader.builder(new GroupReadSupport(), hadoop(folder.resolve(file))).build()) {
        for (Group group = reader.read(); group != null; group = reader.read()) {
          groups.add(group);
        }
      }
    }
    return groups;
  }

  private static Object value(Group group, Type column) {
    String name = column.getName();
    return switch (column.asPrimitiveType().getPrimitiveTypeName()) {
      case INT32 -> group.getInteger(name, 0);
      case INT64 -> group.getLong(name, 0);
      case DOUBLE -> group.getDouble(name, 0);
      case BOOLEAN -> group.getBoolean(name, 0);
      default -> group.getString(name, 0);
    };
  }

  private static List<String> files(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile)
          .map(file -> folder.relativize(file).toString())
          .sorted()
          .toList();
    }
  }

  private static org.apache.hadoop.fs.Path hadoop(Path path) {
    return new org.apache.hadoop.fs.Path(path.toString());
  }
}
