package io.skerry.core.metrics;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A model's figures over some clients.
 *
 * @param cluster the clients' cluster, or null for all clients
 * @param loss mean over examples
 * @param accuracy share of examples predicted rightly; NaN where labels are real numbers
 * @param byClient percentiles of the clients' accuracies, each client with equal weight
 */
public record EvaluationMetrics(
    @Nullable String cluster,
    DataPart set,
    long clients,
    long samples,
    double loss,
    double accuracy,
    Percentiles byClient) {

  /** Figures over all rows, of which there is at least one, summed in their order. */
  public static EvaluationMetrics of(List<ClientRow> rows, @Nullable String cluster) {
    long samples = 0;
    double loss = 0;
    double correct = 0;
    double[] accuracies = new double[rows.size()];
    for (int i = 0; i < rows.size(); i++) {
      ClientRow row = rows.get(i);
      samples += row.samples();
      loss += row.loss() * row.samples();
      correct += Math.rint(row.accuracy() * row.samples());
      accuracies[i] = row.accuracy();
    }
    return new EvaluationMetrics(
        cluster,
        rows.get(0).set(),
        rows.size(),
        samples,
        loss / samples,
        correct / samples,
        Percentiles.of(accuracies));
  }

  /**
   * Figures per cluster, in the order of the clusters' names; rows without a cluster are left out.
   */
  public static List<EvaluationMetrics> byCluster(List<ClientRow> rows) {
    TreeMap<String, List<ClientRow>> clusters = new TreeMap<>();
    for (ClientRow row : rows) {
      if (row.cluster() != null) {
        clusters.computeIfAbsent(row.cluster(), c -> new ArrayList<>()).add(row);
      }
    }
    List<EvaluationMetrics> metrics = new ArrayList<>();
    clusters.forEach((cluster, of) -> metrics.add(of(of, cluster)));
    return metrics;
  }
}
