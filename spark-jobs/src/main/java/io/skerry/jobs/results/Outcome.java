package io.skerry.jobs.results;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.skerry.core.model.ModelDigest;
import io.skerry.core.round.ServerState;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How far a run came.
 *
 * @param finished ISO instant; null while it runs; decides nothing
 * @param rounds rounds completed
 * @param modelSha256 digest of the parameters as little-endian float32 in layout order; null before
 *     the first round
 * @param figures those of the last evaluation
 * @param epsilon of all rounds; null without privacy, in JSON "Infinity" without noise
 * @param clientEpsilon of all rounds for a client with all its examples, where {@code epsilon} is
 *     that of one example; else null
 * @param clientUpdatesPerS clients trained per second, evaluation left out, since the start or the
 *     last resume
 * @param secondsPerRound median, likewise
 */
public record Outcome(
    RunStatus status,
    @Nullable String finished,
    int rounds,
    @Nullable String modelSha256,
    @JsonProperty("final") @Nullable FinalFigures figures,
    @Nullable Double epsilon,
    @Nullable Double clientEpsilon,
    @Nullable Double clientUpdatesPerS,
    @Nullable Double secondsPerRound) {

  /** The outcome of a run that starts. */
  public static Outcome none() {
    return new Outcome(RunStatus.RUNNING, null, 0, null, null, null, null, null, null);
  }

  /** This outcome as the run goes on from a checkpoint, or from its start where there is none. */
  public Outcome resumed(Optional<ServerState> checkpoint) {
    return checkpoint
        .map(
            state ->
                new Outcome(
                    RunStatus.RUNNING,
                    null,
                    state.round(),
                    ModelDigest.sha256(state.parameters()),
                    state.round() == rounds ? figures : null,
                    state.ledger() == null ? null : state.ledger().epsilon(),
                    state.ledger() == null ? null : state.ledger().clientEpsilon(),
                    clientUpdatesPerS,
                    secondsPerRound))
        .orElse(none());
  }

  /** This outcome as the run's last. */
  public Outcome ended(RunStatus status, Instant now) {
    return new Outcome(
        status,
        now.toString(),
        rounds,
        modelSha256,
        figures,
        epsilon,
        clientEpsilon,
        clientUpdatesPerS,
        secondsPerRound);
  }
}
