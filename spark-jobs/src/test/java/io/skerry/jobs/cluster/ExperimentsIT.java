package io.skerry.jobs.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.skerry.jobs.cluster.Skerry.Outcome;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The experiments in conf/ reach what they are shown for. */
final class ExperimentsIT {
  @TempDir private Path directory;
  private int runs;

  @Test
  void quickstart_reachesItsAccuracyInsideItsBudget() throws Exception {
    JsonNode run = run("conf/quickstart.yaml");

    assertTrue(run.get("final").get("accuracy").asDouble() >= 0.65, run.toString());
    assertTrue(run.get("epsilon").asDouble() <= 8, run.toString());
    assertTrue(run.get("rounds").asInt() >= 50, run.toString());
  }

  @Test
  void mnistByWriter_reachesItsAccuracyWithinHundredRounds() throws Exception {
    requireData();
    JsonNode run = run("conf/mnist-by-writer.yaml");

    assertEquals(539, run.get("data").get("clients").asInt());
    assertTrue(run.get("final").get("accuracy").asDouble() >= 0.95, run.toString());
    assertTrue(run.get("rounds").asInt() <= 100, run.toString());
  }

  @Test
  void mnistByWriterPrivate_reachesItsAccuracyInsideItsBudget() throws Exception {
    requireData();
    JsonNode run = run("conf/mnist-by-writer-private.yaml");

    assertTrue(run.get("final").get("accuracy").asDouble() >= 0.85, run.toString());
    assertTrue(run.get("epsilon").asDouble() <= 8, run.toString());
  }

  /** The clip comes to the median norm from below and from above, its indicator's noise paid. */
  @ParameterizedTest
  @ValueSource(strings = {"0.1", "10"})
  void mnistByWriterPrivate_adaptiveClip_comesToTheMedianNorm(String first) throws Exception {
    requireData();
    JsonNode run =
        run(
            "conf/mnist-by-writer-private.yaml",
            "--set",
            "privacy.clipping=adaptive",
            "--set",
            "privacy.clip=" + first);
    assertEquals(100, run.get("rounds").asInt());
    List<Double> ratios = new ArrayList<>();
    Results.forEach(
        directory.resolve("run-0/metrics/rounds"),
        row -> {
          if (row.number("round") > 80) {
            ratios.add(row.decimal("clip") / row.decimal("update_norm_median"));
          }
        });

    assertEquals(20, ratios.size());
    assertEquals(1, ratios.stream().mapToDouble(Double::doubleValue).average().orElseThrow(), 0.1);
  }

  /**
   * The ordering of Li et al. 2020: mu = 1 hurts where users are alike, helps where they differ.
   */
  @Test
  void fedProxSynthetic_proximalTerm_helpsWhereUsersDifferAlone() throws Exception {
    String alike = "data={source: fedprox-synthetic, iid: true}";
    String different = "data={source: fedprox-synthetic, alpha: 0, beta: 0}";

    assertTrue(accuracy(alike, 0) - accuracy(alike, 1) >= 0.1, "users that are alike");
    assertTrue(accuracy(different, 1) - accuracy(different, 0) >= 0.03, "users that differ");
  }

  private double accuracy(String data, int mu) throws Exception {
    JsonNode run = run("conf/fedprox-synthetic.yaml", "--set", data, "--set", "clients.mu=" + mu);
    return run.get("final").get("accuracy").asDouble();
  }

  private static void requireData() {
    assumeTrue(
        System.getenv("SKERRY_DATA") != null,
        "the real data sets are not here: SKERRY_DATA is not set");
  }

  private JsonNode run(String config, String... more) throws Exception {
    Path out = directory.resolve("run-" + runs++);
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "run",
                config,
                "--engine",
                "threads",
                "--set",
                "data.populations=" + directory.resolve("populations"),
                "--out",
                out.toString()));
    arguments.addAll(List.of(more));
    Outcome outcome = Skerry.run(arguments.toArray(String[]::new));
    assertEquals(0, outcome.exitCode(), outcome.output());
    return new ObjectMapper().readTree(out.resolve("run.json").toFile());
  }
}
