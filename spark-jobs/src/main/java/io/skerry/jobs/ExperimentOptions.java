package io.skerry.jobs;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.skerry.core.InvalidInputException;
import io.skerry.jobs.config.ConfigFile;
import io.skerry.jobs.config.Experiment;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.SparkConf;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The config of a command, with overrides: the file, then spark.skerry.KEY, then --set. */
final class ExperimentOptions {
  private static final String SPARK_PREFIX = "spark.skerry.";

  @Parameters(paramLabel = "CONF", description = "The experiment: a YAML file.")
  private String file = "";

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Sets a key of the config, such as clients.mu=0.1. May be repeated.")
  private Map<String, String> settings = new LinkedHashMap<>();

  /** Reads and checks the config. */
  Experiment read() {
    return read(Map.of());
  }

  /** Reads and checks the config with further keys set. */
  Experiment read(Map<String, String> more) {
    ObjectNode tree = ConfigFile.parse(file, Texts.read(file));
    Map<String, String> overrides = new LinkedHashMap<>();
    for (scala.Tuple2<String, String> entry : new SparkConf().getAllWithPrefix(SPARK_PREFIX)) {
      overrides.put(entry._1(), entry._2());
    }
    overrides.putAll(settings);
    overrides.putAll(more);
    try {
      ConfigFile.override(tree, overrides);
      return Experiment.read(tree, name -> Optional.ofNullable(System.getenv(name)));
    } catch (InvalidInputException e) {
      throw new InvalidInputException(file + ": " + e.getMessage(), e);
    }
  }
}
