package io.skerry.privacy;

import io.skerry.core.pipeline.Ledger;
import io.skerry.core.pipeline.RoundEvent;
import io.skerry.core.schedule.RoundPlan;
import io.skerry.privacy.accounting.Accountant;
import io.skerry.privacy.accounting.PrivacyEvent;
import io.skerry.privacy.accounting.RdpAccountant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Composes, for each client, the rounds in which it took part and added its own noise; epsilon is
 * the largest over clients.
 *
 * @param nothing an accountant with nothing spent
 * @param event what a client pays for a round
 * @param clientEvent what it pays for all of its examples at once, where {@code event} protects one
 */
record LocalPrivacyLedger(
    Accountant nothing,
    PrivacyEvent event,
    @Nullable PrivacyEvent clientEvent,
    Budget budget,
    Participation participation)
    implements Ledger {

  /** Nothing spent yet. */
  LocalPrivacyLedger(
      Accountant nothing, PrivacyEvent event, @Nullable PrivacyEvent clientEvent, Budget budget) {
    this(nothing, event, clientEvent, budget, Participation.NONE);
  }

  @Override
  public boolean affords(RoundPlan plan) {
    return budget.holds(epsilon(participation.mostAfter(plan.cohort())));
  }

  @Override
  public LocalPrivacyLedger append(RoundPlan plan, List<RoundEvent> events) {
    PricedEvent ran = PricedEvent.only(plan, events, nothing.relation());
    if (ran.placement() != Placement.LOCAL || !ran.event().equals(event)) {
      throw new IllegalStateException(
          "round " + plan.round() + " emitted " + ran + ", expected local noise of " + event);
    }
    return new LocalPrivacyLedger(
        nothing, event, clientEvent, budget, participation.plus(plan.cohort()));
  }

  @Override
  public double epsilon() {
    return epsilon(participation.most());
  }

  /** By Renyi differential privacy, which prices large groups fastest. */
  @Override
  public @Nullable Double clientEpsilon() {
    return clientEvent == null
        ? null
        : RdpAccountant.of(nothing.relation())
            .plus(clientEvent, participation.most())
            .epsilon(budget.delta());
  }

  private double epsilon(int rounds) {
    return nothing.plus(event, rounds).epsilon(budget.delta());
  }
}
