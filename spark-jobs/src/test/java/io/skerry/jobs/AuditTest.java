package io.skerry.jobs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skerry.core.InvalidInputException;
import io.skerry.jobs.results.Outcome;
import io.skerry.jobs.results.RunDirectory;
import io.skerry.jobs.storage.Storage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a private run leaves behind, and that a change to its ledger is found. */
final class AuditTest {
  private static final String CONFIG =
      """
      name: small
      data: {source: synthetic, clients: 40}
      model: {type: logistic}
      clients: {algorithm: fedavg, rate: 0.1, batch: 10}
      rounds: 3
      checkpoints: {every: 2}
      cohort: {size: 5, sampling: poisson}
      privacy: {clip: 0.5, noise-multiplier: 1, delta: 1.0e-5}
      evaluate: {every: 3, clients: 3}
      """;

  @TempDir private Path directory;
  private Path config;
  private String run;

  @BeforeEach
  void run() throws IOException {
    config = Files.writeString(directory.resolve("small.yaml"), CONFIG);
    run = directory.resolve("run").toString();
  }

  @ParameterizedTest
  @ValueSource(strings = {"central", "distributed", "local"})
  void audit_ofARun_findsWhatItStates(String placement) {
    skerry(
        "run",
        config.toString(),
        "--engine",
        "threads",
        "--out",
        run,
        "--set",
        "privacy.placement=" + placement);
    Audit audit = audit();
    assertEquals(3, audit.rows());
    assertEquals(open().read().outcome().epsilon(), audit.epsilon());
    assertEquals("", skerry("audit", run));
  }

  @ParameterizedTest
  @ValueSource(strings = {"central", "local"})
  void audit_ofARunWithLaplaceNoise_findsWhatItStates(String placement) {
    skerry(
        "run",
        config.toString(),
        "--engine",
        "threads",
        "--out",
        run,
        "--set",
        "privacy={mechanism: laplace, clip-norm: l1, clip: 2, noise-multiplier: 1, delta: 1.0e-5,"
            + " accountant: pld, placement: "
            + placement
            + "}");
    Audit audit = audit();
    assertEquals(3, audit.rows());
    assertEquals(open().read().outcome().epsilon(), audit.epsilon());
  }

  @ParameterizedTest
  @ValueSource(strings = {"rdp", "pld"})
  void audit_ofARunThatProtectsExamples_findsWhatItStates(String accountant) {
    skerry(
        "run",
        config.toString(),
        "--engine",
        "threads",
        "--out",
        run,
        "--set",
        "privacy=",
        "--set",
        "clients={algorithm: fedprox, mu: 0.1, rate: 0.1, epochs: 2, privacy: {clip: 1,"
            + " noise-multiplier: 2, sampling-rate: 0.1, delta: 1.0e-5, accountant: "
            + accountant
            + "}}");
    Audit audit = audit();
    assertEquals(3, audit.rows());
    assertTrue(audit.meaning().startsWith("epsilon is per example at delta 1.0E-5"));
    Outcome outcome = open().read().outcome();
    assertEquals(outcome.epsilon(), audit.epsilon());
    assertTrue(outcome.clientEpsilon() > outcome.epsilon());
    assertEquals("example", open().read().provenance().privacy().unit());
    assertEquals(accountant, open().read().provenance().privacy().accountant());
  }

  @Test
  void run_protectingExamplesAndClients_isRefused() {
    String said =
        skerry(
            "run",
            config.toString(),
            "--set",
            "clients={algorithm: fedavg, rate: 0.1, privacy: {clip: 1, noise-multiplier: 2,"
                + " sampling-rate: 0.1, delta: 1.0e-5}}");
    assertTrue(said.contains("clients.privacy: a run states one epsilon"), said);
  }

  @Test
  void resume_ofARun_continuesItsChain() throws IOException {
    skerry("run", config.toString(), "--engine", "threads", "--out", run);
    String whole = audit().head();
    for (String checkpoint : List.of("round=3")) {
      Storage.local().delete(new org.apache.hadoop.fs.Path(run + "/checkpoints/" + checkpoint));
    }
    skerry("run", config.toString(), "--engine", "threads", "--resume", run);
    assertEquals(whole, audit().head());
  }

  @Test
  void resume_onAChangedLedger_isRefused() throws IOException {
    skerry("run", config.toString(), "--engine", "threads", "--out", run);
    Storage.local().delete(new org.apache.hadoop.fs.Path(run + "/checkpoints/round=3"));
    Path file = ledgerFiles().get(0);
    change(file, Files.readAllBytes(file), 200);
    String said = skerry("run", config.toString(), "--engine", "threads", "--resume", run);
    assertTrue(said.contains("was changed"), said);
  }

  @Test
  void audit_afterAnySingleByteChange_isRefused() throws IOException {
    skerry("run", config.toString(), "--engine", "threads", "--out", run);
    RunDirectory opened = open();
    for (Path file : ledgerFiles()) {
      byte[] bytes = Files.readAllBytes(file);
      for (int i = 0; i < bytes.length; i++) {
        change(file, bytes, i);
        int position = i;
        assertThrows(
            InvalidInputException.class,
            () -> Audit.of(opened),
            () -> "byte " + position + " of " + file);
      }
      Files.write(file, bytes);
    }
    assertEquals(3, audit().rows());
  }

  /** Cut anywhere, or longer by a byte that no reader of the table would see. */
  @Test
  void audit_ofAFileOfAnotherLength_isRefused() throws IOException {
    skerry("run", config.toString(), "--engine", "threads", "--out", run);
    RunDirectory opened = open();
    for (Path file : ledgerFiles()) {
      byte[] bytes = Files.readAllBytes(file);
      for (int length : new int[] {0, 1, bytes.length / 2, bytes.length - 1, bytes.length + 1}) {
        Files.write(file, Arrays.copyOf(bytes, length));
        assertThrows(
            InvalidInputException.class,
            () -> Audit.of(opened),
            () -> file + " of " + length + " bytes");
      }
      Files.delete(file);
      assertThrows(InvalidInputException.class, () -> Audit.of(opened), file::toString);
      Files.write(file, bytes);
    }
    assertEquals(3, audit().rows());
  }

  @Test
  void audit_withoutTheLastFile_isRefused() throws IOException {
    skerry("run", config.toString(), "--engine", "threads", "--out", run);
    Files.delete(ledgerFiles().get(1));
    InvalidInputException refusal = assertThrows(InvalidInputException.class, this::audit);
    assertTrue(refusal.getMessage().contains("holds the files"), refusal.getMessage());
  }

  @Test
  void audit_ofARunWithoutPrivacy_isRefused() {
    skerry("run", config.toString(), "--engine", "threads", "--out", run, "--set", "privacy=");
    assertEquals(
        "skerry: " + run + " was not private: it has no ledger to audit\n", skerry("audit", run));
  }

  private Audit audit() {
    return Audit.of(open());
  }

  private RunDirectory open() {
    return RunDirectory.open(Storage.local(), run);
  }

  /** The tables' files in order of rounds, then the list of them. */
  private List<Path> ledgerFiles() throws IOException {
    try (Stream<Path> files = Files.list(Path.of(run, "metrics", "ledger"))) {
      return Stream.concat(files.sorted(), Stream.of(Path.of(run, "ledger.json"))).toList();
    }
  }

  private static void change(Path file, byte[] bytes, int position) throws IOException {
    byte[] changed = bytes.clone();
    changed[position] ^= 1;
    Files.write(file, changed);
  }

  /** What a command says where it refuses. */
  private static String skerry(String... arguments) {
    StringWriter err = new StringWriter();
    Skerry.execute(new PrintWriter(err, true), arguments);
    return new String(err.toString().getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
  }
}
