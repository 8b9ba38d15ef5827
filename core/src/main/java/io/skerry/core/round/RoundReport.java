package io.skerry.core.round;

import io.skerry.core.metrics.ClientRow;
import io.skerry.core.metrics.EvaluationMetrics;
import io.skerry.core.metrics.RoundMetrics;
import io.skerry.core.pipeline.GivenUp;
import io.skerry.core.pipeline.RoundEvent;
import io.skerry.core.schedule.RoundPlan;
import java.util.List;
import java.util.Optional;

/**
 * A round after it ran.
 *
 * @param plan what was planned
 * @param state the state after it
 * @param metrics its figures
 * @param trained one row per client of the cohort, by ordinal
 * @param evaluated one row per client evaluated, by ordinal; empty where the round was not
 *     evaluated
 * @param evaluations figures over these rows: clients, then the central test where there is one
 * @param clusters figures over them per cluster
 * @param events what the ledger priced
 * @param seconds wall time of the round without evaluation
 * @param serverSeconds that of it outside of the clients' stage: key exchange, unmasking, the step
 * @param evaluationSeconds wall time of the evaluation
 * @param last whether the run ends with this round
 */
public record RoundReport(
    RoundPlan plan,
    ServerState state,
    RoundMetrics metrics,
    List<ClientRow> trained,
    List<ClientRow> evaluated,
    List<EvaluationMetrics> evaluations,
    List<EvaluationMetrics> clusters,
    List<RoundEvent> events,
    double seconds,
    double serverSeconds,
    double evaluationSeconds,
    boolean last) {

  /** Why the round was given up; empty where it was not. */
  public Optional<String> givenUp() {
    return events.stream()
        .filter(GivenUp.class::isInstance)
        .map(event -> ((GivenUp) event).reason())
        .findFirst();
  }
}
