package io.skerry.jobs;

import io.skerry.core.InvalidInputException;
import io.skerry.jobs.config.Experiment;
import picocli.CommandLine.Option;

/** What runs the clients. */
final class EngineOption {
  @Option(
      names = "--engine",
      paramLabel = "spark|threads",
      description = "Runs clients on Spark, or on threads of one JVM. Default: spark.")
  private String name = "spark";

  Engine open(Experiment experiment) {
    return switch (name) {
      case "spark" -> Engine.spark(experiment.name(), experiment.partitions());
      case "threads" -> Engine.threads();
      default ->
          throw new InvalidInputException("--engine: expected spark or threads, not " + name);
    };
  }
}
