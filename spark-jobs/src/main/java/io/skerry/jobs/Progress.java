package io.skerry.jobs;

import io.skerry.core.metrics.EvaluationMetrics;
import io.skerry.core.round.RoundObserver;
import io.skerry.core.round.RoundReport;
import java.io.PrintStream;
import java.util.Locale;

/** One line a round with the time left; in place on a terminal, where evaluated rounds stay. */
final class Progress implements RoundObserver {
  private final PrintStream out;
  private final boolean terminal;
  private final int rounds;
  private final String epsilonLabel;
  private double seconds;
  private int done;

  /**
   * @param terminal whether lines can be written over
   * @param rounds how many are planned
   * @param hypothetical whether epsilon is that of cohorts which are not simulated
   */
  Progress(PrintStream out, boolean terminal, int rounds, boolean hypothetical) {
    this.out = out;
    this.terminal = terminal;
    this.rounds = rounds;
    this.epsilonLabel = hypothetical ? "hypothetical epsilon" : "epsilon";
  }

  @Override
  public void roundEnded(RoundReport report) {
    seconds += report.seconds() + report.evaluationSeconds();
    done++;
    String line = line(report);
    if (terminal) {
      out.print("\r\u001b[K" + line + (report.evaluations().isEmpty() ? "" : "\n"));
    } else {
      out.println(line);
    }
    out.flush();
  }

  private String line(RoundReport report) {
    int round = report.metrics().round();
    StringBuilder line = new StringBuilder();
    line.append(String.format(Locale.ROOT, "round %d/%d", round, rounds));
    line.append(String.format(Locale.ROOT, "  train loss %.4f", report.metrics().trainLoss()));
    if (!report.evaluations().isEmpty()) {
      EvaluationMetrics evaluation = report.evaluations().get(0);
      line.append(String.format(Locale.ROOT, "  loss %.4f", evaluation.loss()));
      if (!Double.isNaN(evaluation.accuracy())) {
        line.append(String.format(Locale.ROOT, "  accuracy %.4f", evaluation.accuracy()));
      }
    }
    Double epsilon = report.metrics().epsilon();
    if (epsilon != null) {
      // Rounded up: a figure shown is never below the price.
      double shown = Math.ceil(epsilon * 1000) / 1000;
      line.append(String.format(Locale.ROOT, "  %s %.3f", epsilonLabel, shown));
    }
    if (report.metrics().diverged() > 0) {
      line.append("  diverged ").append(report.metrics().diverged());
    }
    if (report.metrics().dropped() > 0) {
      line.append("  dropped ").append(report.metrics().dropped());
    }
    report.givenUp().ifPresent(reason -> line.append("  ").append(reason));
    line.append(
        String.format(
            Locale.ROOT, "  %.0f clients/s", report.metrics().clients() / report.seconds()));
    if (report.last()) {
      return line.append("  done").toString();
    }
    long left = Math.round(seconds / done * (rounds - round));
    return line.append(String.format(Locale.ROOT, "  %d:%02d left", left / 60, left % 60))
        .toString();
  }
}
