package io.skerry.jobs.results;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skerry.core.InvalidInputException;
import io.skerry.core.round.ServerState;
import io.skerry.jobs.storage.Storage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CheckpointsTest {
  @TempDir Path temp;
  private RunDirectory run;
  private Checkpoints checkpoints;

  @BeforeEach
  void create() {
    run = RunDirectory.create(Storage.local(), temp.toString());
    checkpoints = new Checkpoints(run, "abc");
  }

  @Test
  void latest_withoutCheckpoints_isNone() {
    assertEquals(Optional.empty(), checkpoints.latest());
  }

  @Test
  void latest_ofMany_isTheLastRound() {
    List.of(9, 10, 11).forEach(round -> checkpoints.write(state(round)));
    ServerState state = checkpoints.latest().orElseThrow();
    assertEquals(11, state.round());
    assertArrayEquals(new float[] {11, 0.5f}, state.parameters());
  }

  @Test
  void write_ofMany_keepsTheLastTwo() {
    List.of(9, 10, 11).forEach(round -> checkpoints.write(state(round)));
    assertEquals(
        List.of("round=10", "round=11"),
        Storage.local().names(new org.apache.hadoop.fs.Path(temp.toString(), "checkpoints")));
  }

  @Test
  void latest_ofACheckpointThatWasNotCompleted_isTheOneBefore() throws IOException {
    checkpoints.write(state(1));
    checkpoints.write(state(2));
    Files.delete(file(2, "checkpoint.json"));
    assertEquals(1, checkpoints.latest().orElseThrow().round());
  }

  @Test
  void latest_ofADamagedState_isRefusedByName() throws IOException {
    checkpoints.write(state(3));
    byte[] bytes = Files.readAllBytes(file(3, "state.bin"));
    bytes[bytes.length - 1] ^= 1;
    Files.write(file(3, "state.bin"), bytes);
    refused(checkpoints, "checkpoints/round=3 is damaged");
  }

  @Test
  void latest_ofAMissingState_isRefusedByName() throws IOException {
    checkpoints.write(state(3));
    Files.delete(file(3, "state.bin"));
    refused(checkpoints, "round=3/state.bin does not exist, expected the state");
  }

  @Test
  void latest_ofAnotherConfig_isRefusedByName() {
    checkpoints.write(state(3));
    refused(
        new Checkpoints(run, "xyz"),
        "round=3 belongs to a config with the digest abc, expected xyz");
  }

  private static void refused(Checkpoints checkpoints, String sentence) {
    InvalidInputException e = assertThrows(InvalidInputException.class, checkpoints::latest);
    assertTrue(e.getMessage().contains(sentence), e.getMessage());
  }

  private Path file(int round, String name) {
    return temp.resolve("checkpoints/round=" + round).resolve(name);
  }

  private static ServerState state(int round) {
    return new ServerState(round, new float[] {round, 0.5f}, List.of(), null);
  }
}
