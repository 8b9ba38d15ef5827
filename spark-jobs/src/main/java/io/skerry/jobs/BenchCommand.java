package io.skerry.jobs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.skerry.core.InvalidInputException;
import io.skerry.jobs.bench.Bench;
import io.skerry.jobs.bench.Workload;
import io.skerry.jobs.storage.Storage;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Times a workload that other programs run too. */
@Command(
    name = "bench",
    description = "Times a workload of flat files and prints its figures as one JSON line.")
final class BenchCommand implements Callable<Integer> {
  private static final double WARM_UP_SECONDS = 20;

  @Parameters(paramLabel = "DIR", description = "The workload: meta.json and its arrays.")
  private String folder = "";

  @Mixin private EngineOption engine = new EngineOption();

  @Option(
      names = "--parallel",
      paramLabel = "N",
      description = "Threads, or Spark partitions. Default: as many as there are cores.")
  private int parallel = Runtime.getRuntime().availableProcessors();

  @Option(
      names = "--rounds",
      paramLabel = "N",
      description = "How many of the workload's rounds. Default: all.")
  private @Nullable Integer rounds;

  @Override
  public Integer call() throws JsonProcessingException {
    if (parallel < 1) {
      throw new InvalidInputException("--parallel: expected at least 1, not " + parallel);
    }
    // Read before Spark starts, so that what is refused is refused at once.
    int all = new Workload(Storage.local(), folder).rounds();
    int used = rounds == null ? all : rounds;
    if (used < 1 || used > all) {
      throw new InvalidInputException(
          "--rounds: expected 1 to " + all + ", the rounds of the workload, not " + used);
    }
    try (Engine opened = engine.open("bench", parallel)) {
      opened.session().ifPresent(session -> SharedPaths.check("DIR", folder, session));
      Map<String, @Nullable Object> line = new LinkedHashMap<>();
      line.put("impl", "skerry-" + engine);
      line.put("threads", 1);
      line.put("procs", parallel);
      line.putAll(
          new Bench(new Workload(opened.storage(), folder), used, opened.runner())
              .run(WARM_UP_SECONDS));
      System.out.println(new ObjectMapper().writeValueAsString(line));
    }
    return 0;
  }
}
