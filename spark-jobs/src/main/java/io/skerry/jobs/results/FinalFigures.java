package io.skerry.jobs.results;

import io.skerry.core.metrics.DataPart;
import io.skerry.core.metrics.EvaluationMetrics;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The figures of the last evaluation; null where a figure is no number or was not measured.
 *
 * @param set examples that were evaluated: train or test
 * @param loss mean over examples
 * @param accuracy share of examples predicted rightly
 * @param accuracyP10 percentile of the clients' accuracies, each client with equal weight
 * @param testLoss over the test examples that belong to no client
 * @param testAccuracy over these
 */
public record FinalFigures(
    String set,
    @Nullable Double loss,
    @Nullable Double accuracy,
    @Nullable Double accuracyP10,
    @Nullable Double accuracyP50,
    @Nullable Double accuracyP90,
    @Nullable Double testLoss,
    @Nullable Double testAccuracy) {

  /**
   * The figures of an evaluation: that of the clients, then the central test where there is one.
   */
  static FinalFigures of(List<EvaluationMetrics> evaluations) {
    EvaluationMetrics clients = evaluations.get(0);
    EvaluationMetrics central = central(evaluations);
    return new FinalFigures(
        name(clients.set()),
        finite(clients.loss()),
        finite(clients.accuracy()),
        finite(clients.byClient().p10()),
        finite(clients.byClient().p50()),
        finite(clients.byClient().p90()),
        central == null ? null : finite(central.loss()),
        central == null ? null : finite(central.accuracy()));
  }

  static @Nullable EvaluationMetrics central(List<EvaluationMetrics> evaluations) {
    return evaluations.stream()
        .filter(metrics -> metrics.set() == DataPart.CENTRAL_TEST)
        .findFirst()
        .orElse(null);
  }

  static String name(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  /** JSON has no NaN. */
  static @Nullable Double finite(double value) {
    return Double.isFinite(value) ? value : null;
  }
}
