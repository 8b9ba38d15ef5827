package io.skerry.benchmarks;

import io.skerry.core.metrics.Percentiles;
import io.skerry.core.round.RoundObserver;
import io.skerry.core.round.RoundReport;
import java.util.ArrayList;
import java.util.List;

/** Times rounds, ten at a time, and after each ten as many empty jobs. */
final class Turns implements RoundObserver {
  private static final int LENGTH = 10;

  private final int warmUp;
  private final Runnable emptyJob;
  private final List<Double> rounds = new ArrayList<>();
  private final List<Double> jobs = new ArrayList<>();
  private long since = System.nanoTime();

  /** Leaves the first {@code warmUp} rounds and jobs out of the figures. */
  Turns(int warmUp, Runnable emptyJob) {
    this.warmUp = warmUp;
    this.emptyJob = emptyJob;
  }

  @Override
  public void roundEnded(RoundReport report) {
    if (report.last()) {
      return;
    }
    rounds.add(milliseconds());
    for (int i = 0; report.plan().round() % LENGTH == 0 && i < LENGTH; i++) {
      since = System.nanoTime();
      emptyJob.run();
      jobs.add(milliseconds());
    }
    since = System.nanoTime();
  }

  private double milliseconds() {
    return (System.nanoTime() - since) * 1e-6;
  }

  @Override
  public String toString() {
    Percentiles round = percentiles(rounds);
    Percentiles job = percentiles(jobs);
    return "round %s, empty count() %s, ratio of medians %.2f"
        .formatted(text(round), text(job), round.p50() / job.p50());
  }

  private Percentiles percentiles(List<Double> times) {
    return Percentiles.of(times.stream().skip(warmUp).mapToDouble(t -> t).toArray());
  }

  private static String text(Percentiles times) {
    return "%.2f ms (p10 %.2f, p90 %.2f)".formatted(times.p50(), times.p10(), times.p90());
  }
}
