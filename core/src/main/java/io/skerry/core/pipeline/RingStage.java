package io.skerry.core.pipeline;

import io.skerry.core.schedule.RoundPlan;
import io.skerry.core.sum.RingSum;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;

/** A stage on the encoded vector, such as noise or a mask. */
public non-sealed interface RingStage extends UpdateStage {

  /** The clients' half for this round; empty where only the server acts. */
  Optional<ClientHalf> clientHalf(RoundPlan plan);

  /**
   * The server's half: completes the sum in place.
   *
   * @return what ran, for the ledger to price; with a {@link GivenUp} where there is no sum
   */
  List<RoundEvent> serverHalf(RoundPlan plan, RingSum sum);

  /** How much noise the two halves add to each coordinate of the round's sum. */
  NoiseLevel noise(RoundPlan plan);

  /**
   * Variances per coordinate of the sum, in the unit of a value squared.
   *
   * @param fromClients added by all clients of the plan that report together
   * @param fromServer added by the server
   */
  record NoiseLevel(double fromClients, double fromServer) {}

  /** Acts on what one client sends. */
  interface ClientHalf extends Serializable {
    /**
     * Acts on the encoded vector in place.
     *
     * @param encoded zero where the client diverged
     * @param weight the client's weight, as far as the stages before have not hidden it
     * @return the weight as it goes on from here
     */
    long apply(long ordinal, long[] encoded, long weight);

    /** Bytes that arrive from a client for this stage beside the vector itself. */
    default long bytesUp(long ordinal) {
      return 0;
    }

    /** Bytes that it receives for this stage. */
    default long bytesDown(long ordinal) {
      return 0;
    }
  }
}
