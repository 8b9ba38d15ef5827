package io.skerry.jobs.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What the operating system and the JVM say of this process. */
final class ProcessFigures {
  private ProcessFigures() {}

  /**
   * Processor seconds used by the threads that live, those of the compiler and the collector
   * included. (The JVM's own figure for the process counts in hundredths of a second.)
   */
  static double cpuSeconds() {
    try (Stream<Path> tasks = Files.list(Path.of("/proc/self/task"))) {
      return tasks.mapToDouble(ProcessFigures::cpuSeconds).sum();
    } catch (IOException e) {
      throw new UncheckedIOException("/proc/self/task: " + e.getMessage(), e);
    }
  }

  private static double cpuSeconds(Path task) {
    try {
      String nanos = Files.readString(task.resolve("schedstat")).split(" ", 2)[0];
      return Long.parseLong(nanos) * 1e-9;
    } catch (IOException e) {
      return 0; // the thread has ended meanwhile
    }
  }

  /** Milliseconds spent collecting garbage. */
  static long collectionMillis() {
    return ManagementFactory.getGarbageCollectorMXBeans().stream()
        .mapToLong(GarbageCollectorMXBean::getCollectionTime)
        .sum();
  }

  /** Resident memory in MB. */
  static long residentMegabytes() {
    return status("VmRSS:");
  }

  /** The most that was resident so far, in MB. */
  static long peakMegabytes() {
    return status("VmHWM:");
  }

  private static long status(String key) {
    try {
      return Files.readAllLines(Path.of("/proc/self/status")).stream()
          .filter(line -> line.startsWith(key))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
          .findFirst()
          .orElse(-1);
    } catch (IOException e) {
      throw new UncheckedIOException("/proc/self/status: " + e.getMessage(), e);
    }
  }
}
