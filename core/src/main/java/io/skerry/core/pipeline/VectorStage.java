package io.skerry.core.pipeline;

import io.skerry.core.schedule.RoundPlan;
import java.io.Serializable;

/** A stage on the float vector, before it is encoded. */
public non-sealed interface VectorStage extends UpdateStage {

  /** The clients' half for this round. */
  ClientHalf clientHalf(RoundPlan plan);

  /** The server's half: completes or undoes the clients' half on the decoded mean, in place. */
  void serverHalf(RoundPlan plan, float[] mean);

  /** Acts on one client's update, in place. */
  interface ClientHalf extends Serializable {
    void apply(ClientUpdate update);
  }
}
