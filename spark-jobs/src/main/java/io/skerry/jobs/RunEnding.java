package io.skerry.jobs;

import io.skerry.jobs.results.Outcome;
import io.skerry.jobs.results.Provenance;
import io.skerry.jobs.results.RunDirectory;
import io.skerry.jobs.results.RunJson;
import io.skerry.jobs.results.RunRecorder;
import io.skerry.jobs.results.RunStatus;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Writes how a run ended, once: by itself, by an error (closed without an end), or because the JVM
 * was told to stop.
 */
final class RunEnding implements AutoCloseable {
  private final RunDirectory run;
  private final Provenance provenance;
  private final RunRecorder recorder;
  private final Thread cancelling = new Thread(() -> ended(RunStatus.CANCELLED), "cancelling");
  private @Nullable Outcome outcome;

  RunEnding(RunDirectory run, Provenance provenance, RunRecorder recorder) {
    this.run = run;
    this.provenance = provenance;
    this.recorder = recorder;
    Runtime.getRuntime().addShutdownHook(cancelling);
  }

  /** Writes the end, unless one was written before; returns what was written. */
  synchronized Outcome ended(RunStatus status) {
    if (outcome == null) {
      recorder.close();
      outcome = recorder.outcome(status, Instant.now());
      run.write(new RunJson(provenance, outcome));
    }
    return outcome;
  }

  @Override
  public void close() {
    ended(RunStatus.FAILED);
    try {
      Runtime.getRuntime().removeShutdownHook(cancelling);
    } catch (IllegalStateException e) {
      // The JVM is stopping: the hook runs or has run, and finds the end written.
    }
  }
}
