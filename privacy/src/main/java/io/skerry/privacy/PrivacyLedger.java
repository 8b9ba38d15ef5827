package io.skerry.privacy;

import io.skerry.core.pipeline.Ledger;
import io.skerry.core.pipeline.RoundEvent;
import io.skerry.core.schedule.RoundPlan;
import io.skerry.privacy.accounting.Accountant;
import java.util.List;

/**
 * Composes what each round cost. Its size follows the number of distinct events, not of rounds.
 *
 * @param planned prices rounds that did not run yet
 * @param spent by the rounds that ran, of the same relation
 */
record PrivacyLedger(NoiseMechanism planned, Budget budget, Accountant spent) implements Ledger {

  @Override
  public boolean affords(RoundPlan plan) {
    return budget.holds(spent.plus(planned.event(plan)).epsilon(budget.delta()));
  }

  @Override
  public PrivacyLedger append(RoundPlan plan, List<RoundEvent> events) {
    PricedEvent ran = PricedEvent.only(plan, events, spent.relation());
    return new PrivacyLedger(planned, budget, spent.plus(ran.event()));
  }

  @Override
  public double epsilon() {
    return spent.epsilon(budget.delta());
  }
}
