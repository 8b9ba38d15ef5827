package io.skerry.jobs.results;

import io.skerry.core.InvalidInputException;
import io.skerry.core.round.ServerState;
import io.skerry.jobs.storage.Json;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.Path;

/**
 * The states that a run can go on from: the last one and the one before. A checkpoint's
 * checkpoint.json is written last; a folder without it counts for nothing.
 */
public final class Checkpoints {
  private static final int KEPT = 2;
  private static final String JSON = "checkpoint.json";
  private static final String STATE = "state.bin";
  private static final Pattern NAME = Pattern.compile("round=(\\d+)");

  private final RunDirectory run;
  private final Path folder;
  private final String configDigest;
  private int oldest;

  /**
   * The checkpoints of a run.
   *
   * @param configDigest digest of all that decides the run's result
   */
  public Checkpoints(RunDirectory run, String configDigest) {
    this.run = run;
    this.folder = new Path(run.path(), "checkpoints");
    this.configDigest = configDigest;
  }

  /** Writes a state and deletes those that are no longer kept. */
  public void write(ServerState state) {
    Path checkpoint = checkpoint(state.round());
    byte[] bytes = serialise(state);
    run.storage().write(new Path(checkpoint, STATE), bytes);
    Json.write(
        run.storage(),
        new Path(checkpoint, JSON),
        new CheckpointJson(state.round(), sha256(bytes), configDigest));
    List<Integer> rounds = rounds();
    rounds.stream().skip(KEPT).forEach(round -> run.storage().delete(checkpoint(round)));
    oldest = rounds.get(Math.min(KEPT, rounds.size()) - 1);
  }

  /** The first round that a resume can still go on from; 0 before a state was written. */
  public int oldest() {
    return oldest;
  }

  /**
   * Reads the last state.
   *
   * @throws InvalidInputException where it is damaged or belongs to another config
   */
  public Optional<ServerState> latest() {
    return rounds().stream().findFirst().map(this::read);
  }

  private ServerState read(int round) {
    Path checkpoint = checkpoint(round);
    CheckpointJson json =
        Json.read(
            run.storage(),
            new Path(checkpoint, JSON),
            CheckpointJson.class,
            "the description of a checkpoint");
    if (!json.configDigest().equals(configDigest)) {
      throw new InvalidInputException(
          String.format(
              "%s belongs to a config with the digest %s, expected %s: a run goes on with its own"
                  + " config",
              checkpoint, json.configDigest(), configDigest));
    }
    byte[] bytes = run.storage().read(new Path(checkpoint, STATE), "the state of a checkpoint");
    if (!json.stateSha256().equals(sha256(bytes))) {
      throw new InvalidInputException(
          String.format(
              "%s is damaged: %s has the SHA-256 %s, expected %s; delete it to go on from the"
                  + " checkpoint before",
              checkpoint, STATE, sha256(bytes), json.stateSha256()));
    }
    try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes))) {
      return (ServerState) in.readObject();
    } catch (IOException | ClassNotFoundException | ClassCastException e) {
      throw new InvalidInputException(
          checkpoint + " cannot be read, expected the state of this version of Skerry: " + e, e);
    }
  }

  /** Rounds of complete checkpoints, the last first. */
  private List<Integer> rounds() {
    return run.storage().names(folder).stream()
        .map(NAME::matcher)
        .filter(Matcher::matches)
        .map(name -> Integer.valueOf(name.group(1)))
        .filter(round -> run.storage().exists(new Path(checkpoint(round), JSON)))
        .sorted(Comparator.reverseOrder())
        .toList();
  }

  private Path checkpoint(int round) {
    return new Path(folder, "round=" + round);
  }

  private static byte[] serialise(ServerState state) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(state);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private record CheckpointJson(int round, String stateSha256, String configDigest) {}
}
