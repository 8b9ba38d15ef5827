package io.skerry.privacy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skerry.core.InvalidInputException;
import io.skerry.core.data.DataSpec;
import io.skerry.core.data.PopulationSpec;
import io.skerry.core.pipeline.Ledger;
import io.skerry.core.pipeline.NoisySteps;
import io.skerry.core.random.RandomKey;
import io.skerry.core.schedule.RoundPlan;
import io.skerry.core.schedule.Sampling;
import io.skerry.core.schedule.Schedule;
import io.skerry.privacy.accounting.AccountantKind;
import io.skerry.privacy.accounting.NeighbouringRelation;
import io.skerry.privacy.accounting.PldAccountant;
import io.skerry.privacy.accounting.PrivacyEvent.Gaussian;
import io.skerry.privacy.accounting.PrivacyEvent.NonPrivate;
import io.skerry.privacy.accounting.PrivacyEvent.PoissonSampled;
import io.skerry.privacy.accounting.PrivacyEvent.SelfComposed;
import io.skerry.privacy.accounting.RdpAccountant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ExamplePrivacyTest {
  private static final NoisySteps STEPS = new NoisySteps(20, 0.1, 1.5);

  /** Client 1 takes part in every round. */
  private static final Schedule SCHEDULE =
      Schedule.given(List.of(new long[] {0, 1}, new long[] {1, 2}), 3, RandomKey.of(1));

  @Test
  void epsilon_afterRounds_isThatOfAPlanOfTheBusiestClientsSteps() {
    ExamplePrivacy privacy = privacy(STEPS, AccountantKind.RDP, 30);
    Ledger ledger = run(privacy.ledger(), STEPS, 4);
    // The same events as those of 80 rounds in which a client is in the cohort with probability
    // 0.1.
    PrivacyPlan plan =
        new PrivacyPlan(
            1.5, Sampling.POISSON, 10, 1, 4 * 20, 1e-5, NeighbouringRelation.REPLACE_SPECIAL);
    double expected = plan.epsilon(RdpAccountant.of(NeighbouringRelation.REPLACE_SPECIAL));
    assertEquals(expected, ledger.epsilon());
    assertEquals(new SelfComposed(plan.round(), 80), privacy.plannedRounds());
  }

  @Test
  void epsilon_ofClientsThatTakeTurns_countsEachByItself() {
    Schedule turns = Schedule.given(List.of(new long[] {0}, new long[] {1}), 3, RandomKey.of(1));
    ExamplePrivacySettings settings = new ExamplePrivacySettings(1e-5, null, AccountantKind.PLD);
    ExamplePrivacy privacy = new ExamplePrivacy(settings, STEPS, turns, population(30), 4);
    Ledger ledger = privacy.ledger();
    for (int round = 1; round <= 4; round++) {
      ledger = ledger.append(turns.plan(round), List.of(STEPS));
    }
    double expected =
        PldAccountant.of(NeighbouringRelation.REPLACE_SPECIAL)
            .plus(new PoissonSampled(0.1, new Gaussian(1.5)), 2 * 20)
            .epsilon(1e-5);
    assertEquals(expected, ledger.epsilon());
  }

  @Test
  void event_ofPasses_isNotAmplified() {
    PricedEvent priced = ExamplePrivacy.priced(new NoisySteps(5, 1, 2));
    assertEquals(new SelfComposed(new Gaussian(2), 5), priced.event());
    assertEquals(
        new LedgerRow(3, "Gaussian noise by each client in each of 5 steps", "zero-out", 2, 1, 0.5),
        LedgerRow.of(3, priced, 0.5));
    assertEquals(
        "Gaussian noise by each client in each of 20 steps, Poisson sampling",
        LedgerRow.of(1, ExamplePrivacy.priced(STEPS), 1).event());
  }

  @Test
  void clientEpsilon_ofOneExample_isItsEpsilon() {
    Ledger one = run(privacy(STEPS, AccountantKind.RDP, 1).ledger(), STEPS, 2);
    assertEquals(one.epsilon(), one.clientEpsilon(), 1e-6 * one.epsilon());
  }

  @Test
  void clientEpsilon_ofMoreExamples_costsMore() {
    double before = 0;
    for (int examples : new int[] {2, 10, 200, 201, 100_000}) {
      Ledger ledger = run(privacy(STEPS, AccountantKind.RDP, examples).ledger(), STEPS, 2);
      double epsilon = ledger.clientEpsilon();
      assertTrue(epsilon > Math.max(before, ledger.epsilon()), examples + " cost " + epsilon);
      before = epsilon;
    }
  }

  @Test
  void epsilon_withoutNoise_isInfinite() {
    NoisySteps silent = new NoisySteps(20, 0.1, 0);
    ExamplePrivacy privacy = privacy(silent, AccountantKind.RDP, 30);
    Ledger ledger = run(privacy.ledger(), silent, 1);
    assertEquals(Double.POSITIVE_INFINITY, ledger.epsilon());
    assertEquals(Double.POSITIVE_INFINITY, ledger.clientEpsilon());
    assertEquals(new SelfComposed(new NonPrivate(), 20), ExamplePrivacy.priced(silent).event());
    assertTrue(privacy.statement(ledger.epsilon()).get(0).contains("nothing is protected"));
  }

  @Test
  void affords_aRoundBeyondTheBudget_isFalse() {
    double two = run(privacy(STEPS, AccountantKind.RDP, 30).ledger(), STEPS, 2).epsilon();
    ExamplePrivacySettings settings = new ExamplePrivacySettings(1e-5, two, AccountantKind.RDP);
    Ledger ledger = new ExamplePrivacy(settings, STEPS, SCHEDULE, population(30), 9).ledger();
    ledger = run(ledger, STEPS, 1);
    RoundPlan second = SCHEDULE.plan(2);
    assertTrue(ledger.affords(second));
    assertFalse(ledger.append(second, List.of(STEPS)).affords(SCHEDULE.plan(3)));
  }

  @Test
  void append_otherSteps_isRefused() {
    Ledger ledger = privacy(STEPS, AccountantKind.RDP, 30).ledger();
    RoundPlan plan = SCHEDULE.plan(1);
    List<NoisySteps> others = List.of(new NoisySteps(21, 0.1, 1.5), new NoisySteps(20, 0.2, 1.5));
    for (NoisySteps other : others) {
      assertThrows(IllegalStateException.class, () -> ledger.append(plan, List.of(other)));
    }
    assertThrows(IllegalStateException.class, () -> ledger.append(plan, List.of()));
  }

  @Test
  void terms_sayWhatEpsilonIsOf() {
    PrivacyTerms terms = privacy(STEPS, AccountantKind.PLD, 30).terms();
    assertEquals("example", terms.unit());
    assertEquals("zero-out", terms.relation());
    assertEquals("pld", terms.accountant());
    assertEquals(
        "that each step takes each example of its client independently with probability 0.1 and"
            + " that clients' numbers of examples are public",
        terms.sampling());
    assertEquals(List.of(), privacy(STEPS, AccountantKind.RDP, 30).warnings());
    ExamplePrivacySettings loose = new ExamplePrivacySettings(0.1, null, AccountantKind.RDP);
    assertEquals(
        "clients.privacy.delta: 0.1 is not below 1 / 60, the number of examples; it allows one of"
            + " them to be given away",
        new ExamplePrivacy(loose, STEPS, SCHEDULE, population(30), 1).warnings().get(0));
  }

  @Test
  void new_badSettings_areRefusedByKey() {
    for (double delta : new double[] {0, 1, -1, Double.NaN}) {
      assertRefused("clients.privacy.delta: ", delta, 1.0);
    }
    for (double epsilon : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertRefused("clients.privacy.max-epsilon: ", 1e-5, epsilon);
    }
  }

  private static void assertRefused(String start, double delta, double maxEpsilon) {
    String message =
        assertThrows(
                InvalidInputException.class,
                () -> new ExamplePrivacySettings(delta, maxEpsilon, AccountantKind.RDP))
            .getMessage();
    assertTrue(message.startsWith(start), message);
  }

  private static Ledger run(Ledger start, NoisySteps steps, int rounds) {
    Ledger ledger = start;
    for (int round = 1; round <= rounds; round++) {
      ledger = ledger.append(SCHEDULE.plan(round), List.of(steps));
    }
    return ledger;
  }

  private static ExamplePrivacy privacy(NoisySteps steps, AccountantKind kind, int largest) {
    ExamplePrivacySettings settings = new ExamplePrivacySettings(1e-5, null, kind);
    return new ExamplePrivacy(settings, steps, SCHEDULE, population(largest), 4);
  }

  /** Three clients of at most so many examples. */
  private static PopulationSpec population(int largest) {
    return new PopulationSpec(
        3, 2L * largest, largest, new DataSpec(List.of(2), 2), false, null, "d");
  }
}
