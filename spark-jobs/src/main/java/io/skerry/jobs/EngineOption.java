package io.skerry.jobs;

import io.skerry.core.InvalidInputException;
import io.skerry.jobs.config.Experiment;
import io.skerry.jobs.config.Hold;
import java.util.OptionalInt;
import picocli.CommandLine.Option;

/** What runs the clients. */
final class EngineOption {
  @Option(
      names = "--engine",
      paramLabel = "spark|threads",
      description = "Runs clients on Spark, or on threads of one JVM. Default: spark.")
  private String name = "spark";

  Engine open(Experiment experiment) {
    return open(
        experiment.name(),
        experiment.partitions(),
        Runtime.getRuntime().availableProcessors(),
        experiment.data().hold());
  }

  /** An engine of so many threads, or Spark partitions. */
  Engine open(String application, int parallel) {
    return open(application, OptionalInt.of(parallel), parallel, Hold.MEMORY);
  }

  private Engine open(String application, OptionalInt partitions, int threads, Hold hold) {
    if (name.equals("threads") && hold == Hold.SPILL) {
      throw new InvalidInputException(
          "data.hold: only Spark spills, expected memory or files for --engine threads");
    }
    return switch (name) {
      case "spark" -> Engine.spark(application, partitions, hold);
      case "threads" -> Engine.threads(threads);
      default ->
          throw new InvalidInputException("--engine: expected spark or threads, not " + name);
    };
  }

  @Override
  public String toString() {
    return name;
  }
}
