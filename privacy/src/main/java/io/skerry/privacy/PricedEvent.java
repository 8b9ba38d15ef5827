package io.skerry.privacy;

import io.skerry.core.pipeline.GivenUp;
import io.skerry.core.pipeline.NoisySteps;
import io.skerry.core.pipeline.RoundEvent;
import io.skerry.core.schedule.RoundPlan;
import io.skerry.privacy.accounting.NeighbouringRelation;
import io.skerry.privacy.accounting.PrivacyEvent;
import java.util.List;
import java.util.Optional;

/**
 * What protected a round, as the ledger prices it.
 *
 * @param event its noise multiplier is relative to the sensitivity under {@code relation}
 * @param placement under {@link Placement#LOCAL} each client of the plan pays the event, otherwise
 *     the round does
 * @param hypothetical whether the price is that of a larger cohort whose noise was simulated
 * @param toppedUp whether the server added the noise of clients that dropped out, and is trusted
 *     with it
 */
public record PricedEvent(
    PrivacyEvent event,
    NeighbouringRelation relation,
    Placement placement,
    boolean hypothetical,
    boolean toppedUp)
    implements RoundEvent {

  /** What an event of a round costs; empty where it has no part in privacy. */
  static Optional<PricedEvent> of(RoundEvent event) {
    if (event instanceof NoisySteps steps) {
      return Optional.of(ExamplePrivacy.priced(steps));
    }
    return event instanceof PricedEvent priced ? Optional.of(priced) : Optional.empty();
  }

  /**
   * The one event of a private round; what has no price must not pass for free. A round that was
   * given up is charged all the same.
   */
  static PricedEvent only(RoundPlan plan, List<RoundEvent> all, NeighbouringRelation relation) {
    List<RoundEvent> events = all.stream().filter(e -> !(e instanceof GivenUp)).toList();
    if (events.size() == 1) {
      Optional<PricedEvent> priced = of(events.get(0));
      if (priced.isPresent() && priced.get().relation() == relation) {
        return priced.get();
      }
    }
    throw new IllegalStateException(
        "round " + plan.round() + " emitted " + events + ", expected one event under " + relation);
  }
}
