package io.skerry.jobs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skerry.jobs.results.RunDirectory;
import io.skerry.jobs.results.RunJson;
import io.skerry.jobs.storage.Storage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A run under secure aggregation makes the model of the plain run, on threads and on Spark. */
final class SecureAggregationRunTest {
  private static final String CONFIG =
      """
      name: masked
      data: {source: synthetic, clients: 40}
      partitions: 3
      model: {type: logistic}
      clients: {algorithm: fedavg, rate: 0.1, batch: 10}
      rounds: 2
      cohort: {size: 6}
      evaluate: {every: 2, clients: 3}
      """;

  private static final String PRIVATE =
      "privacy={clip: 0.5, noise-multiplier: 1, delta: 1.0e-5, placement: distributed}";

  @TempDir private Path directory;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{protocol: bonawitz}",
        "{protocol: bonawitz, active: true, threshold: 0.9}",
        "{protocol: secagg-plus, neighbours: 4}"
      })
  void run_masked_makesTheModelOfThePlainRun(String secure) throws IOException {
    assertEquals(model("plain", "threads"), model("masked", "threads", masked(secure)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        PRIVATE,
        "privacy={clip: 9, clipping: adaptive, indicator-noise: 1, noise-multiplier: 1,"
            + " delta: 1.0e-5, placement: distributed}"
      })
  void run_maskedOnSpark_makesTheModelOfThePrivateRunOnThreads(String privacy) throws IOException {
    LocalSpark.session();
    assertEquals(
        model("plain", "threads", privacy),
        model("masked", "spark", privacy, masked("{protocol: bonawitz}")));
  }

  @Test
  void run_clientsDropOut_onSpark_makesTheModelOfThePlainRunOnThreads() throws IOException {
    LocalSpark.session();
    String dropout = "cohort={size: 8, dropout: 0.15}";
    assertEquals(
        model("plain", "threads", PRIVATE, dropout),
        model("masked", "spark", PRIVATE, dropout, masked("{protocol: bonawitz}")));
  }

  @Test
  void run_dropoutUnderPoissonSampling_isRefused() throws IOException {
    String said =
        execute(
            "poisson",
            "threads",
            PRIVATE,
            "cohort={size: 8, dropout: 0.15, sampling: poisson}",
            masked("{protocol: bonawitz}"));
    assertTrue(said.contains("cohort.dropout: under Poisson sampling"), said);
  }

  @Test
  void run_cohortOfOne_isRefused() throws IOException {
    String said = execute("one", "threads", masked("{protocol: bonawitz}"), "cohort.size=1");
    assertTrue(said.contains("cohort.size: the sum over one client is its update"), said);
  }

  private static String masked(String secure) {
    return "secure-aggregation=" + secure;
  }

  private String model(String name, String engine, String... settings) throws IOException {
    assertEquals("", execute(name, engine, settings));
    RunJson run = RunDirectory.open(Storage.local(), directory.resolve(name).toString()).read();
    return run.outcome().modelSha256();
  }

  private String execute(String name, String engine, String... settings) throws IOException {
    Path config = Files.writeString(directory.resolve("masked.yaml"), CONFIG);
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "run",
                config.toString(),
                "--engine",
                engine,
                "--out",
                directory.resolve(name).toString()));
    for (String setting : settings) {
      arguments.addAll(List.of("--set", setting));
    }
    StringWriter err = new StringWriter();
    Skerry.execute(new PrintWriter(err, true), arguments.toArray(String[]::new));
    return err.toString();
  }
}
