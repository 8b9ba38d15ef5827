package io.skerry.core.round;

import io.skerry.core.schedule.RoundPlan;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the control variate of each client from round to round. Clients read theirs where they
 * train; what a round changed comes back with the results and is kept by the driver.
 */
public interface ClientControls {

  /** Reads the control variates of the plan's cohort as they are before the round. */
  Reader before(RoundPlan plan);

  /** Keeps what a round changed, for good. */
  void put(int round, ControlRows changed);

  /** Reads on any thread and machine, the same whenever it is asked. */
  interface Reader extends Serializable {
    /** The control variate of a client of the cohort; null where it has not taken part before. */
    float @Nullable [] read(long ordinal);
  }
}
