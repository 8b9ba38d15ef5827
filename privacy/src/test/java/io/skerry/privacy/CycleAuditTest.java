package io.skerry.privacy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skerry.core.InvalidInputException;
import io.skerry.core.random.RandomKey;
import io.skerry.core.schedule.RoundPlan;
import io.skerry.core.schedule.Sampling;
import io.skerry.core.schedule.Schedule;
import io.skerry.core.sum.RingSum;
import io.skerry.privacy.accounting.AccountantKind;
import io.skerry.privacy.accounting.NeighbouringRelation;
import io.skerry.privacy.accounting.PrivacyEvent;
import io.skerry.privacy.accounting.PrivacyEvent.MatrixFactorization;
import io.skerry.privacy.accounting.PrivacyEvent.SelfComposed;
import io.skerry.privacy.accounting.PrivacyEvent.TreeAggregation;
import org.junit.jupiter.api.Test;

/** A ledger in which a cycle's first round pays for all: who takes part is part of the price. */
final class CycleAuditTest {
  /** A cycle of two rounds. */
  private static final Schedule SCHEDULE = Settings.schedule(Sampling.CYCLIC, 40, 65);

  private static final CentralPrivacy PRIVACY =
      Settings.privacy(
          Settings.mechanism(NoiseLaw.TREE_AGGREGATION, Placement.CENTRAL, 2), SCHEDULE, 4);
  private static final PrivacyEvent TREE = new TreeAggregation(2, 2);

  private final LedgerChain chain = new LedgerChain("config", "1", LedgerEntry.START);
  private final LedgerAudit audit = new LedgerAudit("config", 1e-5, AccountantKind.RDP);

  @Test
  void audit_ofWholeCycles_recomputesTheLedgersEpsilon() {
    var ledger = PRIVACY.ledger();
    for (int round = 1; round <= 4; round++) {
      RoundPlan plan = SCHEDULE.plan(round);
      var events = PRIVACY.noise().serverHalf(plan, new RingSum(1));
      ledger = ledger.append(plan, events);
      next(plan, (PricedEvent) events.get(0), ledger.epsilon());
    }

    assertEquals(PRIVACY.plannedEpsilon(), audit.epsilon());
  }

  @Test
  void audit_ofABandedMatrix_recomputesTheLedgersEpsilon() {
    CentralPrivacy privacy =
        Settings.privacy(
            Settings.mechanism(NoiseLaw.BANDED_MATRIX_FACTORIZATION, 2, Placement.CENTRAL, 2),
            SCHEDULE,
            5);
    var ledger = privacy.ledger();
    for (int round = 1; round <= 5; round++) {
      RoundPlan plan = SCHEDULE.plan(round);
      var events = privacy.noise().serverHalf(plan, new RingSum(1));
      ledger = ledger.append(plan, events);
      next(plan, (PricedEvent) events.get(0), ledger.epsilon());
    }

    assertEquals(privacy.plannedEpsilon(), audit.epsilon());
  }

  @Test
  void next_bandedMatrixAndCohortsInAnotherOrder_isRefused() {
    MatrixFactorization column = new MatrixFactorization(2, BandedNoise.columnNorm(2));
    next(SCHEDULE.plan(1), priced(column), 1);
    next(SCHEDULE.plan(2), priced(new SelfComposed(column, 0)), 1);
    Schedule other = new Schedule(Sampling.CYCLIC, 40, 65, RandomKey.of(8));

    refused("turn", other.plan(3), priced(column));
  }

  @Test
  void next_bandedMatrixAndACycleCutShort_isRefused() {
    MatrixFactorization column = new MatrixFactorization(2, BandedNoise.columnNorm(2));
    next(SCHEDULE.plan(1), priced(column), 1);
    next(SCHEDULE.plan(2), priced(new SelfComposed(column, 0)), 1);
    next(SCHEDULE.plan(3), priced(column), 1);

    refused("turn", SCHEDULE.plan(4), priced(column));
  }

  @Test
  void next_moreBandsThanRoundsOfACycle_isRefused() {
    MatrixFactorization column = new MatrixFactorization(2, BandedNoise.columnNorm(3));
    next(SCHEDULE.plan(1), priced(column), 1);
    next(SCHEDULE.plan(2), priced(new SelfComposed(column, 0)), 1);

    refused("more bands", SCHEDULE.plan(3), priced(column));
  }

  @Test
  void next_clientTwiceInACycle_isRefused() {
    next(SCHEDULE.plan(1), paid(), 1);
    Schedule other = new Schedule(Sampling.CYCLIC, 40, 65, RandomKey.of(8));

    refused("takes part", other.plan(2), unpaid());
  }

  @Test
  void next_moreRoundsThanTheTreeHas_isRefused() {
    next(SCHEDULE.plan(1), paid(), 1);
    next(SCHEDULE.plan(2), unpaid(), 1);

    refused("no round before it paid", SCHEDULE.plan(3), unpaid());
  }

  @Test
  void next_priceThatNobodyPaid_isRefused() {
    refused("no round before it paid", SCHEDULE.plan(1), unpaid());
    next(SCHEDULE.plan(1), priced(new TreeAggregation(3, 2)), 1);
    refused("no round before it paid", SCHEDULE.plan(2), unpaid());
  }

  private void refused(String why, RoundPlan plan, PricedEvent event) {
    LedgerChain copy = new LedgerChain("config", "1", audit.head());
    LedgerEntry entry = copy.append(plan, event, 1, "model");
    InvalidInputException refusal =
        assertThrows(InvalidInputException.class, () -> audit.next(entry, plan.cohort()));
    assertTrue(refusal.getMessage().contains(why), refusal.getMessage());
  }

  private void next(RoundPlan plan, PricedEvent event, double epsilon) {
    audit.next(chain.append(plan, event, epsilon, "model"), plan.cohort());
  }

  private static PricedEvent paid() {
    return priced(TREE);
  }

  private static PricedEvent unpaid() {
    return priced(new SelfComposed(TREE, 0));
  }

  private static PricedEvent priced(PrivacyEvent event) {
    return new PricedEvent(
        event, NeighbouringRelation.REPLACE_SPECIAL, Placement.CENTRAL, false, false);
  }
}
