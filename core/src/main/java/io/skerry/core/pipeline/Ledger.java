package io.skerry.core.pipeline;

import io.skerry.core.schedule.RoundPlan;
import java.io.Serializable;
import java.util.List;

/** Prices what ran. A value: appending gives the next ledger. */
public interface Ledger extends Serializable {

  /** Whether the budget still holds after the planned round. */
  boolean affords(RoundPlan plan);

  /** The ledger after a round in which {@code events} happened. */
  Ledger append(RoundPlan plan, List<RoundEvent> events);

  /** Epsilon of all rounds so far. */
  double epsilon();
}
