package io.skerry.jobs.cluster;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** The command line, run as a user runs it. */
final class Skerry {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  private Skerry() {}

  /** The Spark home that the build assembled for these tests. */
  static Path sparkHome() {
    return Path.of(Objects.requireNonNull(System.getenv("SPARK_HOME"), "SPARK_HOME is not set"));
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

  /** Runs {@code bin/skerry} and kills it with all its processes at the first line that matches. */
  static void killWhen(Predicate<String> matches, String... arguments)
      throws IOException, InterruptedException {
    stopWhen(matches, ProcessHandle::destroyForcibly, arguments);
  }

  /**
   * Runs {@code bin/skerry} and tells it to stop, as Ctrl-C does, at the first line that matches.
   */
  static void cancelWhen(Predicate<String> matches, String... arguments)
      throws IOException, InterruptedException {
    stopWhen(matches, ProcessHandle::destroy, arguments);
  }

  private static void stopWhen(
      Predicate<String> matches, Consumer<ProcessHandle> stop, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(ROOT.resolve("bin/skerry").toString());
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command).directory(ROOT.toFile()).redirectErrorStream(true).start();
    try (BufferedReader reader = process.inputReader()) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        if (matches.test(line)) {
          // The process itself would close its output, which is read to its end here.
          stop.accept(process.toHandle());
          reader.lines().forEach(rest -> {});
          process.waitFor();
          return;
        }
      }
    }
    throw new IllegalStateException("the command ended before it was killed");
  }

  /** How a command ended and what it printed on both streams. */
  record Outcome(int exitCode, String output) {}
}
