package io.skerry.jobs.cluster;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The command line, run as a user runs it. */
final class Skerry {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  private Skerry() {}

  /** The Spark home that the command line uses. */
  static Path sparkHome() throws IOException {
    Process process = new ProcessBuilder(ROOT.resolve("bin/spark-home").toString()).start();
    try (BufferedReader output = process.inputReader()) {
      return Path.of(output.readLine());
    }
  }

  /** Runs {@code bin/skerry} with the given arguments to its end. */
  static Outcome run(String... arguments) throws IOException, InterruptedException {
    return run(Map.of(), line -> {}, arguments);
  }

  /** Runs {@code bin/skerry}; each line that it prints goes to {@code watcher} at once. */
  static Outcome run(Map<String, String> environment, Consumer<String> watcher, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(ROOT.resolve("bin/skerry").toString());
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(ROOT.toFile()).redirectErrorStream(true);
    builder.environment().putAll(environment);
    Process process = builder.start();
    process.getOutputStream().close();
    StringBuilder output = new StringBuilder();
    try (BufferedReader reader = process.inputReader()) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        output.append(line).append('\n');
        watcher.accept(line);
      }
    }
    return new Outcome(process.waitFor(), output.toString());
  }

  /** How a command ended and what it printed on both streams. */
  record Outcome(int exitCode, String output) {}
}
