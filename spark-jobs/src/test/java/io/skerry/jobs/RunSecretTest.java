package io.skerry.jobs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skerry.jobs.results.RunDirectory;
import io.skerry.jobs.results.RunJson;
import io.skerry.jobs.storage.Storage;
import io.skerry.privacy.PrivacyTerms;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs whose noise, masks and cohorts come from a secret. */
final class RunSecretTest {
  private static final String CONFIG =
      """
      name: secret
      data: {source: synthetic, clients: 40}
      partitions: 3
      model: {type: logistic}
      clients: {algorithm: fedavg, rate: 0.1, batch: 10}
      rounds: 3
      checkpoints: {every: 2}
      cohort: {size: 6, dropout: 0.1}
      privacy:
        {mechanism: skellam, clip: 0.5, noise-multiplier: 1, delta: 1.0e-5,
         placement: distributed, randomness: secret}
      secure-aggregation: {protocol: bonawitz}
      evaluate: {every: 3, clients: 3}
      """;

  @TempDir private Path directory;
  private String config;
  private Path secret;

  @BeforeEach
  void write() throws IOException {
    config = Files.writeString(directory.resolve("secret.yaml"), CONFIG).toString();
    secret = directory.resolve("kept/secret");
    Files.createDirectory(secret.getParent());
  }

  @Test
  void run_saysThatItsNoiseIsSecretAndExact_andDiffersEachTime() {
    assertEquals("", start("one"));
    assertEquals("", start("other"));

    PrivacyTerms terms = run("one").provenance().privacy();
    assertEquals("secret", terms.randomness());
    assertEquals("exact", terms.noise());
    assertNotEquals(run("one").outcome().modelSha256(), run("other").outcome().modelSha256());
    assertNotEquals(
        run("one").provenance().secretCommitment(), run("other").provenance().secretCommitment());
  }

  @ParameterizedTest
  @ValueSource(strings = {"threads", "spark"})
  void resume_withTheSecret_givesTheBitsOfTheWholeRun(String engine) throws IOException {
    if (engine.equals("spark")) {
      LocalSpark.session();
    }
    assertEquals("", start("run", "--secret", secret.toString()));
    String whole = run("run").outcome().modelSha256();
    forgetLastRounds();

    assertEquals("", resume(engine, "--secret", secret.toString()));

    assertEquals(whole, run("run").outcome().modelSha256());
  }

  @Test
  void secret_isForItsOwnerOnly_andNowhereInTheResults() throws IOException {
    assertEquals("", start("run", "--secret", secret.toString()));

    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(secret)));
    String hex = Files.readString(secret).strip();
    assertEquals(64, hex.length());
    String raw = new String(HexFormat.of().parseHex(hex), StandardCharsets.ISO_8859_1);
    try (Stream<Path> files = Files.walk(directory.resolve("run"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String text = Files.readString(file, StandardCharsets.ISO_8859_1);
        assertFalse(text.contains(hex) || text.contains(raw), file.toString());
      }
    }
  }

  @Test
  void resume_withoutTheSecret_isRefusedByName() throws IOException {
    assertEquals("", start("run", "--secret", secret.toString()));
    forgetLastRounds();

    assertTrue(resume("threads").contains("--secret: the noise of this run comes from a secret"));
  }

  @Test
  void resume_withAnotherSecret_isRefused() throws IOException {
    assertEquals("", start("run", "--secret", secret.toString()));
    Path other = directory.resolve("kept/other");
    assertEquals("", start("other", "--secret", other.toString()));
    forgetLastRounds();

    assertTrue(resume("threads", "--secret", other.toString()).contains("not the secret of"));
  }

  @Test
  void resume_withASecretThatOthersCanRead_isRefused() throws IOException {
    assertEquals("", start("run", "--secret", secret.toString()));
    Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-r--r--"));

    assertTrue(resume("threads", "--secret", secret.toString()).contains("expected the mode"));
  }

  @Test
  void start_withTheSecretOfAnotherRun_isRefused() {
    assertEquals("", start("run", "--secret", secret.toString()));

    assertTrue(start("other", "--secret", secret.toString()).contains("expected a new file"));
  }

  @Test
  void start_withTheSecretInTheRunDirectory_isRefused() {
    String inside = directory.resolve("run/secret").toString();

    assertTrue(start("run", "--secret", inside).contains("lies in the run directory"));
  }

  @Test
  void start_withASecretThatNothingIsDrawnFrom_isRefused() {
    String said =
        start("run", "--secret", secret.toString(), "--set", "privacy.randomness=simulated");

    assertTrue(said.contains("expected privacy.randomness secret"), said);
    assertFalse(Files.exists(secret));
  }

  private void forgetLastRounds() {
    Storage.local()
        .delete(
            new org.apache.hadoop.fs.Path(directory.resolve("run/checkpoints/round=3").toString()));
  }

  private RunJson run(String name) {
    return RunDirectory.open(Storage.local(), directory.resolve(name).toString()).read();
  }

  private String start(String name, String... more) {
    return skerry("threads", "--out", directory.resolve(name).toString(), more);
  }

  private String resume(String engine, String... more) {
    return skerry(engine, "--resume", directory.resolve("run").toString(), more);
  }

  private String skerry(String engine, String option, String run, String... more) {
    List<String> arguments =
        new ArrayList<>(List.of("run", config, "--engine", engine, option, run));
    arguments.addAll(List.of(more));
    StringWriter err = new StringWriter();
    Skerry.execute(new PrintWriter(err, true), arguments.toArray(String[]::new));
    return err.toString();
  }
}
