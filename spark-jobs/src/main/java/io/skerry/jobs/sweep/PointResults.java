package io.skerry.jobs.sweep;

import io.skerry.jobs.results.FinalFigures;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the runs of one point came to, one a seed. */
public record PointResults(Point point, List<SweepRun> runs) {
  /** Four digits, rounded up: a figure shown is never below the price. */
  private static final MathContext UP = new MathContext(4, RoundingMode.CEILING);

  /** Mean, least and most of a figure over the runs that have it. */
  public record Spread(double mean, double least, double most) {}

  /** The spread of the accuracy over clients' examples. */
  public @Nullable Spread accuracy() {
    return spread(FinalFigures::accuracy);
  }

  /** The spread of the accuracy on test examples of no client. */
  public @Nullable Spread testAccuracy() {
    return spread(FinalFigures::testAccuracy);
  }

  /** The largest epsilon of the runs; null without privacy. */
  public @Nullable Double epsilon() {
    return runs.stream()
        .map(run -> run.outcome().epsilon())
        .filter(Objects::nonNull)
        .max(Double::compare)
        .orElse(null);
  }

  /** One line for people. */
  public String line() {
    String settings =
        point.settings().entrySet().stream()
            .map(setting -> setting.getKey() + " " + setting.getValue())
            .collect(Collectors.joining("  "));
    Double epsilon = epsilon();
    return settings
        + text("accuracy", accuracy())
        + text("test accuracy", testAccuracy())
        + (epsilon == null ? "" : "  epsilon " + rounded(epsilon));
  }

  private static String rounded(double epsilon) {
    return Double.isInfinite(epsilon)
        ? "infinity"
        : new BigDecimal(epsilon).round(UP).toPlainString();
  }

  private static String text(String name, @Nullable Spread spread) {
    return spread == null
        ? ""
        : String.format(
            Locale.ROOT, "  %s %.4f (%.4f to %.4f)", name, spread.mean, spread.least, spread.most);
  }

  private @Nullable Spread spread(Function<FinalFigures, @Nullable Double> figure) {
    double[] values =
        runs.stream()
            .map(run -> run.outcome().figures())
            .filter(Objects::nonNull)
            .map(figure)
            .filter(Objects::nonNull)
            .mapToDouble(Double::doubleValue)
            .toArray();
    if (values.length == 0) {
      return null;
    }
    double sum = 0;
    double least = values[0];
    double most = values[0];
    for (double value : values) {
      sum += value;
      least = Math.min(least, value);
      most = Math.max(most, value);
    }
    return new Spread(sum / values.length, least, most);
  }
}
