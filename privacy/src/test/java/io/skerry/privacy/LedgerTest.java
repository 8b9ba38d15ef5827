package io.skerry.privacy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skerry.core.RoundTrip;
import io.skerry.core.pipeline.Ledger;
import io.skerry.core.pipeline.RoundEvent;
import io.skerry.core.schedule.RoundPlan;
import io.skerry.core.schedule.Sampling;
import io.skerry.core.schedule.Schedule;
import io.skerry.core.sum.RingSum;
import io.skerry.privacy.accounting.AccountantKind;
import io.skerry.privacy.accounting.NeighbouringRelation;
import io.skerry.privacy.accounting.PldAccountant;
import io.skerry.privacy.accounting.PrivacyEvent.Gaussian;
import io.skerry.privacy.accounting.PrivacyEvent.PoissonSampled;
import io.skerry.privacy.accounting.RdpAccountant;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class LedgerTest {
  private static final Schedule SCHEDULE = Settings.schedule(Sampling.POISSON, 5, 100);

  @Test
  void append_rounds_composesTheirEvents() {
    CentralPrivacy privacy = Settings.privacy(Settings.of(Placement.CENTRAL), SCHEDULE, 30);

    Ledger ledger = run(privacy.ledger(), privacy, 1, 30);

    double expected =
        RdpAccountant.of(NeighbouringRelation.ADD_OR_REMOVE_ONE)
            .plus(new PoissonSampled(0.05, new Gaussian(1)), 30)
            .epsilon(1e-5);
    assertEquals(expected, ledger.epsilon());
    assertEquals(expected, privacy.plannedEpsilon());
  }

  @Test
  void append_roundsPricedByPld_composesTheirEventsByIt() {
    CentralPrivacy privacy =
        Settings.privacy(Settings.of(Placement.CENTRAL, AccountantKind.PLD), SCHEDULE, 4);

    Ledger ledger = run(privacy.ledger(), privacy, 1, 4);

    double expected =
        PldAccountant.of(NeighbouringRelation.ADD_OR_REMOVE_ONE)
            .plus(new PoissonSampled(0.05, new Gaussian(1)), 4)
            .epsilon(1e-5);
    assertEquals(expected, ledger.epsilon());
    assertEquals(expected, RoundTrip.of(ledger).epsilon());
    assertEquals("pld", privacy.terms().accountant());
  }

  @Test
  void append_localRounds_chargesTheBusiestClient() {
    CentralPrivacy privacy = Settings.privacy(Settings.of(Placement.LOCAL, 4, null), SCHEDULE, 50);
    int[] rounds = new int[100];
    Ledger ledger = privacy.ledger();
    for (int round = 1; round <= 50; round++) {
      for (long ordinal : SCHEDULE.plan(round).cohort()) {
        rounds[(int) ordinal]++;
      }
      ledger = run(ledger, privacy, round, round);
    }

    int most = java.util.Arrays.stream(rounds).max().orElseThrow();
    double expected =
        RdpAccountant.of(NeighbouringRelation.REPLACE_ONE)
            .plus(new Gaussian(2), most)
            .epsilon(1e-5);
    assertTrue(most > 1 && most < 50, most + " rounds");
    assertEquals(expected, ledger.epsilon());
    assertEquals(expected, privacy.plannedEpsilon());
  }

  @Test
  void affords_localBudget_dependsOnTheNextCohort() {
    double once =
        RdpAccountant.of(NeighbouringRelation.REPLACE_ONE).plus(new Gaussian(2)).epsilon(1e-5);
    CentralPrivacy privacy =
        Settings.privacy(Settings.budget(Placement.LOCAL, 4, once), SCHEDULE, 50);
    Ledger ledger = run(privacy.ledger(), privacy, 1, 1);
    long[] first = SCHEDULE.plan(1).cohort();

    for (int round = 2; round <= 40; round++) {
      long[] cohort = SCHEDULE.plan(round).cohort();
      boolean again =
          java.util.Arrays.stream(cohort)
              .anyMatch(ordinal -> java.util.Arrays.binarySearch(first, ordinal) >= 0);
      assertEquals(!again, ledger.affords(SCHEDULE.plan(round)), "round " + round);
    }
  }

  @ParameterizedTest
  @EnumSource
  void affords_budget_holdsUntilTheRoundThatExceedsIt(Placement placement) {
    CentralPrivacy privacy = Settings.privacy(Settings.budget(placement, 2, 6), SCHEDULE, 1000);
    Ledger ledger = privacy.ledger();
    int round = 1;
    while (ledger.affords(SCHEDULE.plan(round))) {
      ledger = run(ledger, privacy, round, round);
      assertTrue(ledger.epsilon() <= 6);
      round++;
    }

    assertTrue(round > 1);
    assertTrue(run(ledger, privacy, round, round).epsilon() > 6);
  }

  @ParameterizedTest
  @EnumSource
  void append_afterSerialisationHalfway_givesTheSameBits(Placement placement) {
    CentralPrivacy privacy = Settings.privacy(Settings.of(placement), SCHEDULE, 20);

    Ledger whole = run(privacy.ledger(), privacy, 1, 20);
    Ledger half = RoundTrip.of(run(privacy.ledger(), privacy, 1, 9));
    Ledger resumed = run(half, privacy, 10, 20);

    assertEquals(whole.epsilon(), resumed.epsilon());
  }

  @Test
  void append_hundredThousandRounds_staysSmall() throws IOException {
    CentralPrivacy privacy = Settings.privacy(Settings.of(Placement.CENTRAL), SCHEDULE, 100_000);
    RoundPlan plan = SCHEDULE.plan(1);
    List<RoundEvent> events = privacy.noise().serverHalf(plan, new RingSum(1));
    Ledger ledger = privacy.ledger();
    for (int round = 0; round < 100_000; round++) {
      ledger = ledger.append(plan, events);
    }

    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(ledger);
    }
    assertTrue(bytes.size() < 10_000, bytes.size() + " bytes");
    assertEquals(privacy.plannedEpsilon(), ledger.epsilon());
  }

  @ParameterizedTest
  @EnumSource
  void append_roundWithoutAPrice_isAnError(Placement placement) {
    Ledger ledger = Settings.privacy(Settings.of(placement), SCHEDULE, 10).ledger();
    RoundPlan plan = SCHEDULE.plan(1);
    record Unknown() implements RoundEvent {}

    assertThrows(IllegalStateException.class, () -> ledger.append(plan, List.of()));
    assertThrows(IllegalStateException.class, () -> ledger.append(plan, List.of(new Unknown())));
    PricedEvent otherRelation =
        new PricedEvent(
            new Gaussian(1), NeighbouringRelation.REPLACE_SPECIAL, placement, false, false);
    assertThrows(IllegalStateException.class, () -> ledger.append(plan, List.of(otherRelation)));
  }

  @Test
  void append_otherLocalEvent_isAnError() {
    Ledger ledger = Settings.privacy(Settings.of(Placement.LOCAL), SCHEDULE, 10).ledger();
    PricedEvent other =
        new PricedEvent(
            new Gaussian(9), NeighbouringRelation.REPLACE_ONE, Placement.LOCAL, false, false);

    assertThrows(
        IllegalStateException.class, () -> ledger.append(SCHEDULE.plan(1), List.of(other)));
  }

  @Test
  void append_returnsTheNextLedgerAndKeepsThis() {
    CentralPrivacy privacy = Settings.privacy(Settings.of(Placement.CENTRAL), SCHEDULE, 10);
    Ledger empty = privacy.ledger();
    Ledger next = run(empty, privacy, 1, 1);

    assertEquals(0, empty.epsilon());
    assertFalse(next.epsilon() == 0);
  }

  @Test
  void row_ofAnEvent_hasItsNumbers() {
    PricedEvent event =
        new PricedEvent(
            new PoissonSampled(0.05, new Gaussian(1.5)),
            NeighbouringRelation.ADD_OR_REMOVE_ONE,
            Placement.DISTRIBUTED,
            true,
            false);
    PricedEvent local =
        new PricedEvent(
            new Gaussian(0.5), NeighbouringRelation.REPLACE_ONE, Placement.LOCAL, false, false);

    assertEquals(
        new LedgerRow(
            3,
            "hypothetical: Gaussian noise shared by the clients, Poisson sampling",
            "add-or-remove",
            1.5,
            0.05,
            2.5),
        LedgerRow.of(3, event, 2.5));
    assertEquals(
        new LedgerRow(4, "Gaussian noise by each client", "replace", 0.5, 1, 9),
        LedgerRow.of(4, local, 9));
  }

  private static Ledger run(Ledger ledger, CentralPrivacy privacy, int from, int to) {
    Ledger after = ledger;
    for (int round = from; round <= to; round++) {
      RoundPlan plan = SCHEDULE.plan(round);
      after = after.append(plan, privacy.noise().serverHalf(plan, new RingSum(2)));
    }
    return after;
  }
}
