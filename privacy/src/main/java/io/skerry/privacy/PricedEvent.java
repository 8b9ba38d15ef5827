package io.skerry.privacy;

import io.skerry.core.pipeline.RoundEvent;
import io.skerry.core.schedule.RoundPlan;
import io.skerry.privacy.accounting.NeighbouringRelation;
import io.skerry.privacy.accounting.PrivacyEvent;
import java.util.List;

/**
 * What protected a round, as the ledger prices it.
 *
 * @param event its noise multiplier is relative to the sensitivity under {@code relation}
 * @param placement under {@link Placement#LOCAL} each client of the plan pays the event, otherwise
 *     the round does
 * @param hypothetical whether the price is that of a larger cohort whose noise was simulated
 */
public record PricedEvent(
    PrivacyEvent event, NeighbouringRelation relation, Placement placement, boolean hypothetical)
    implements RoundEvent {

  /** The one event of a private round; what has no price must not pass for free. */
  static PricedEvent only(RoundPlan plan, List<RoundEvent> events, NeighbouringRelation relation) {
    if (events.size() == 1
        && events.get(0) instanceof PricedEvent priced
        && priced.relation() == relation) {
      return priced;
    }
    throw new IllegalStateException(
        "round " + plan.round() + " emitted " + events + ", expected one event under " + relation);
  }
}
