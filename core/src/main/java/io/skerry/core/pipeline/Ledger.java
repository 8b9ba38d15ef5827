package io.skerry.core.pipeline;

import io.skerry.core.schedule.RoundPlan;
import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Prices what ran. A value: appending gives the next ledger. */
public interface Ledger extends Serializable {

  /** Whether the budget still holds after the planned round. */
  boolean affords(RoundPlan plan);

  /** The ledger after a round in which {@code events} happened. */
  Ledger append(RoundPlan plan, List<RoundEvent> events);

  /** Epsilon of all rounds so far. */
  double epsilon();

  /**
   * Epsilon of all rounds so far for a client with all its examples, where {@link #epsilon} is that
   * of one example; else null.
   */
  default @Nullable Double clientEpsilon() {
    return null;
  }
}
