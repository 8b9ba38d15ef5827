package io.skerry.jobs.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skerry.jobs.cluster.Skerry.Outcome;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** One experiment, one result: wherever it runs, and whatever is lost on the way. */
@TestInstance(Lifecycle.PER_CLASS)
final class ClusterIT {
  private static final List<String> EXPERIMENT =
      List.of(
          "run",
          "conf/quickstart.yaml",
          "--set",
          "rounds=6",
          "--set",
          "evaluate.every=3",
          "--set",
          "checkpoints.every=2");

  @TempDir private static Path directory;
  private Results expected;

  @BeforeAll
  void runOnThreads() throws Exception {
    expected = run("threads", "--engine", "threads");
    assertEquals("finished", expected.status());
  }

  @Test
  void run_localOneCoreOnePartition_givesTheSameResult() throws Exception {
    assertEquals(expected, run("one", "--master", "local[1]", "--set", "partitions=1"));
  }

  @Test
  void run_threePartitionsWithSpeculation_givesTheSameResult() throws Exception {
    assertEquals(
        expected,
        run(
            "three",
            "--master",
            "local[2]",
            "--set",
            "partitions=3",
            "--conf",
            "spark.speculation=true",
            "--conf",
            "spark.speculation.multiplier=1.0",
            "--conf",
            "spark.speculation.quantile=0.1",
            "--conf",
            "spark.speculation.interval=1ms",
            "--conf",
            "spark.speculation.minTaskRuntime=1ms"));
  }

  @Test
  void run_seventeenPartitions_givesTheSameResult() throws Exception {
    assertEquals(expected, run("seventeen", "--master", "local[2]", "--set", "partitions=17"));
  }

  @Test
  void run_standaloneCluster_givesTheSameResult() throws Exception {
    try (StandaloneCluster cluster = new StandaloneCluster(2, directory.resolve("work"))) {
      assertEquals(expected, run("cluster", onCluster(cluster)));
    }
  }

  @Test
  void run_executorKilled_endsWithTheSameResultAndNoClientLost() throws Exception {
    try (StandaloneCluster cluster = new StandaloneCluster(2, directory.resolve("work-kill"))) {
      AtomicBoolean killed = new AtomicBoolean();
      Results results =
          run(
              "killed",
              line -> {
                if (line.startsWith("round 2/") && !killed.get()) {
                  killed.set(cluster.executors().get(0).destroyForcibly());
                }
              },
              onCluster(cluster));
      assertTrue(killed.get());
      assertEquals(expected, results);
    }
  }

  @Test
  void run_resumedAfterItWasKilled_givesTheSameResult() throws Exception {
    Path out = directory.resolve("resumed");
    List<String> command = new ArrayList<>(EXPERIMENT);
    command.addAll(List.of("--engine", "threads", "--out", out.toString()));
    Skerry.killWhen(line -> line.startsWith("round 4/"), command.toArray(String[]::new));

    List<String> resume = new ArrayList<>(EXPERIMENT);
    resume.addAll(List.of("--engine", "threads", "--resume", out.toString()));
    Outcome outcome = Skerry.run(resume.toArray(String[]::new));

    assertEquals(0, outcome.exitCode(), outcome.output());
    assertEquals(expected, Results.read(out));
  }

  @Test
  void run_cancelled_saysSo() throws Exception {
    Path out = directory.resolve("cancelled");
    List<String> command = new ArrayList<>(EXPERIMENT);
    command.addAll(
        List.of("--engine", "threads", "--set", "rounds=100000", "--out", out.toString()));
    Skerry.cancelWhen(line -> line.startsWith("round 3/"), command.toArray(String[]::new));

    assertEquals("cancelled", Results.read(out).status());
  }

  private static String[] onCluster(StandaloneCluster cluster) {
    return new String[] {
      "--master",
      cluster.master(),
      "--driver-memory",
      "1g",
      "--executor-memory",
      "1g",
      "--executor-cores",
      "1",
      "--set",
      "partitions=4"
    };
  }

  private Results run(String name, String... more) throws Exception {
    return run(name, line -> {}, more);
  }

  private Results run(String name, Consumer<String> watcher, String... more) throws Exception {
    Path out = directory.resolve(name);
    String[] command =
        Stream.of(EXPERIMENT, List.of(more), List.of("--out", out.toString()))
            .flatMap(List::stream)
            .toArray(String[]::new);
    Outcome outcome = Skerry.run(Map.of(), watcher, command);
    assertEquals(0, outcome.exitCode(), outcome.output());
    return Results.read(out);
  }
}
