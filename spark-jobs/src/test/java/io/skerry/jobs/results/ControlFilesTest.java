package io.skerry.jobs.results;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skerry.core.InvalidInputException;
import io.skerry.core.RoundTrip;
import io.skerry.core.pipeline.Pipeline;
import io.skerry.core.random.RandomKey;
import io.skerry.core.round.ClientControls;
import io.skerry.core.round.LocalRoundRunner;
import io.skerry.core.round.MemoryControls;
import io.skerry.core.round.ServerState;
import io.skerry.core.round.Simulation;
import io.skerry.core.round.SimulationBuilder;
import io.skerry.core.round.ToyClients.ToyControlled;
import io.skerry.core.round.ToyClients.ToyPopulation;
import io.skerry.core.round.ToyClients.ToySum;
import io.skerry.core.schedule.Sampling;
import io.skerry.core.schedule.Schedule;
import io.skerry.core.sum.RangeEncoding;
import io.skerry.core.sum.RingSum;
import io.skerry.jobs.storage.Storage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Toy clients with control variates of three values; 12 clients, five a round. */
final class ControlFilesTest {
  private static final Schedule SCHEDULE = new Schedule(Sampling.UNIFORM, 5, 12, RandomKey.of(4));
  private static final Schedule EVERYBODY = new Schedule(Sampling.UNIFORM, 12, 12, RandomKey.of(4));

  @TempDir Path temp;
  private RunDirectory run;

  @BeforeEach
  void create() {
    run = RunDirectory.create(Storage.local(), temp.toString());
  }

  @Test
  void before_anyRound_readsWhatWasPutLast() {
    MemoryControls memory = new MemoryControls();
    List<ServerState> states = simulate(memory, 8);
    try (ControlFiles files = files(0)) {
      List<ServerState> same = simulate(files, 8);
      assertArrayEquals(states.get(7).control(), same.get(7).control());
      assertEqualsMemory(memory, files);
    }
    // Another driver finds them by the files alone.
    try (ControlFiles files = files(8)) {
      assertEqualsMemory(memory, files);
    }
  }

  @Test
  void resumed_afterLaterRounds_forgetsThemAndGivesTheSameBits() {
    List<ServerState> states;
    try (ControlFiles files = files(0)) {
      states = simulate(files, 8);
    }
    MemoryControls halfway = new MemoryControls();
    simulate(halfway, 5);
    try (ControlFiles files = files(5)) {
      assertEqualsMemory(halfway, files);
      assertEquals(5, names().size());
      SimulationBuilder<RingSum> rest = simulation(files, 8).resume(states.get(4));
      try (LocalRoundRunner runner = new LocalRoundRunner(2)) {
        ServerState last = rest.build().run(runner).state();
        assertArrayEquals(states.get(7).parameters(), last.parameters());
        assertArrayEquals(states.get(7).control(), last.control());
      }
    }
  }

  @Test
  void forget_keepsWhatARoundAfterACheckpointReads() {
    MemoryControls memory = new MemoryControls();
    simulate(memory, 20);
    MemoryControls halfway = new MemoryControls();
    simulate(halfway, 14);
    try (ControlFiles files = files(0)) {
      simulate(files, 20);
      assertEquals(20, names().size());
      files.forget(14);
      assertEqualsMemory(memory, files);
    }
    // Some of the first 14 rounds' rows are all replaced within those rounds: their files are gone.
    assertTrue(names().size() < 20, names().toString());
    try (ControlFiles files = files(14)) {
      assertEqualsMemory(halfway, files);
      int before = names().size();
      files.forget(14);
      assertEquals(before, names().size());
    }
  }

  @Test
  void new_damagedFile_isRefusedByName() throws IOException {
    try (ControlFiles files = files(0)) {
      simulate(files, 2);
    }
    Path file = temp.resolve("controls/round=2.bin");
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, java.util.Arrays.copyOf(whole, whole.length - 3));
    InvalidInputException e = assertThrows(InvalidInputException.class, () -> files(2));
    assertTrue(e.getMessage().contains("round=2.bin is damaged, expected"), e.getMessage());
  }

  private ControlFiles files(int round) {
    return new ControlFiles(run, 12, 3, round);
  }

  private List<String> names() {
    return Storage.local().names(new org.apache.hadoop.fs.Path(temp.toString(), "controls"));
  }

  private static void assertEqualsMemory(MemoryControls memory, ClientControls files) {
    ClientControls.Reader reader = RoundTrip.of(files.before(EVERYBODY.plan(1)));
    LongStream.range(0, 12)
        .forEach(
            ordinal -> {
              if (memory.all().containsKey(ordinal)) {
                assertArrayEquals(memory.all().get(ordinal), reader.read(ordinal));
              } else {
                assertNull(reader.read(ordinal));
              }
            });
  }

  private static List<ServerState> simulate(ClientControls controls, int rounds) {
    List<ServerState> states = new ArrayList<>();
    try (LocalRoundRunner runner = new LocalRoundRunner(2)) {
      simulation(controls, rounds).observe(r -> states.add(r.state())).build().run(runner);
    }
    return states;
  }

  private static SimulationBuilder<RingSum> simulation(ClientControls controls, int rounds) {
    return Simulation.of(
            new ToyPopulation(12),
            SCHEDULE,
            new ToyControlled(3),
            Pipeline.plain(new RangeEncoding(64, 40), new ToySum()),
            (parameters, update) -> update)
        .rounds(rounds)
        .controls(controls);
  }
}
