package io.skerry.core.round;

import io.skerry.core.pipeline.Ledger;
import io.skerry.core.pipeline.VectorStage;
import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that the next round depends on, one slot per component. A checkpoint writes it, a resume
 * reads it; nothing changes it in place.
 *
 * @param round rounds completed
 * @param parameters the model, flat, in layout order
 * @param control the server's control variate c, where the clients have control variates
 * @param stages on the float vector, as they go into the next round
 * @param ledger what the rounds so far cost in privacy, where they are private
 */
public record ServerState(
    int round,
    float[] parameters,
    float @Nullable [] control,
    List<VectorStage> stages,
    @Nullable Ledger ledger)
    implements Serializable {

  /** The state with a copy of the list of stages. */
  public ServerState(
      int round,
      float[] parameters,
      float @Nullable [] control,
      List<VectorStage> stages,
      @Nullable Ledger ledger) {
    this.round = round;
    this.parameters = parameters;
    this.control = control;
    this.stages = List.copyOf(stages);
    this.ledger = ledger;
  }

  /** A state of clients without control variates. */
  public ServerState(
      int round, float[] parameters, List<VectorStage> stages, @Nullable Ledger ledger) {
    this(round, parameters, null, stages, ledger);
  }
}
