package io.skerry.core.pipeline;

import io.skerry.core.schedule.RoundPlan;
import java.io.Serializable;
import java.util.OptionalDouble;

/**
 * A stage on the float vector, before it is encoded. A value: what it learns in a round is in the
 * stage of the next round.
 */
public non-sealed interface VectorStage extends UpdateStage, Serializable {

  /** The clients' half for this round. */
  ClientHalf clientHalf(RoundPlan plan);

  /**
   * The server's half: completes or undoes the clients' half on the decoded mean, in place.
   *
   * @param mean of the vectors, and after them of the values that the clients' half appended
   * @return the stage of the next round
   */
  VectorStage serverHalf(RoundPlan plan, float[] mean);

  /** Values that the clients' half appends to an update, to be summed with it. */
  default int appended() {
    return 0;
  }

  /** The largest L2 norm that the clients' half leaves an update; empty where it does not clip. */
  default OptionalDouble clip() {
    return OptionalDouble.empty();
  }

  /** Acts on one client's update, in place. */
  interface ClientHalf extends Serializable {
    void apply(ClientUpdate update);
  }
}
