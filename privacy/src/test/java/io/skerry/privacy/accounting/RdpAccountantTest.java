package io.skerry.privacy.accounting;

import static io.skerry.privacy.accounting.NeighbouringRelation.ADD_OR_REMOVE_ONE;
import static io.skerry.privacy.accounting.NeighbouringRelation.REPLACE_ONE;
import static io.skerry.privacy.accounting.NeighbouringRelation.REPLACE_SPECIAL;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skerry.core.InvalidInputException;
import io.skerry.privacy.accounting.PrivacyEvent.Composed;
import io.skerry.privacy.accounting.PrivacyEvent.Gaussian;
import io.skerry.privacy.accounting.PrivacyEvent.NonPrivate;
import io.skerry.privacy.accounting.PrivacyEvent.PoissonSampled;
import io.skerry.privacy.accounting.PrivacyEvent.SelfComposed;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RdpAccountantTest {
  private static final PrivacyEvent ROUND = new PoissonSampled(0.01, new Gaussian(1.1));
  private static final PrivacyEvent EVALUATION = new Gaussian(30);
  private static final RdpAccountant NOTHING = RdpAccountant.of(ADD_OR_REMOVE_ONE);

  @Test
  void of_relation_hasTheDefaultOrders() {
    double[] orders = NOTHING.orders();
    assertEquals(156, orders.length);
    assertArrayEquals(new double[] {1.1, 1.2, 1.3}, Arrays.copyOf(orders, 3));
    assertArrayEquals(new double[] {10.9, 11, 12}, Arrays.copyOfRange(orders, 98, 101));
    assertArrayEquals(new double[] {63, 128, 256, 512, 1024}, Arrays.copyOfRange(orders, 151, 156));
  }

  @ParameterizedTest
  @ValueSource(doubles = {1, 1.005, 1025, Double.NaN})
  void of_orderOutOfRange_isRefused(double order) {
    assertThrows(InvalidInputException.class, () -> RdpAccountant.of(ADD_OR_REMOVE_ONE, 2, order));
  }

  @ParameterizedTest
  @EnumSource
  void rdp_fullGaussian_isTheClosedFormUnderEveryRelation(NeighbouringRelation relation) {
    RdpAccountant spent = RdpAccountant.of(relation, 2, 10).plus(new Gaussian(4), 8);
    assertArrayEquals(new double[] {0.5, 2.5}, spent.rdp());
  }

  @Test
  void rdp_sampledAtRateOne_isTheFullGaussian() {
    PrivacyEvent full = new PoissonSampled(1, new Gaussian(1.7));
    assertArrayEquals(NOTHING.plus(new Gaussian(1.7)).rdp(), NOTHING.plus(full).rdp());
  }

  @Test
  void epsilon_nothingRan_isZero() {
    assertEquals(0, NOTHING.epsilon(1e-5));
    assertEquals(0, NOTHING.delta(0));
    assertEquals(0, NOTHING.plus(new Composed(List.of())).plus(new Gaussian(0), 0).epsilon(1e-5));
    assertEquals(0, NOTHING.plus(new PoissonSampled(0, new Gaussian(0))).epsilon(1e-5));
  }

  @Test
  void epsilon_oneOrder_isTheConversion() {
    // rdp = 2/(2*4) = 0.25; 0.25 + ln(1/2) - ln(2e-5) with delta = 1e-5
    double epsilon = RdpAccountant.of(ADD_OR_REMOVE_ONE, 2).plus(new Gaussian(2)).epsilon(1e-5);
    assertEquals(0.25 - Math.log(2) - Math.log(2e-5), epsilon, 1e-14);
  }

  @Test
  void epsilon_divergenceBelowDelta_isZero() {
    // 1 - exp(-rdp) < delta^2 = 1e-4 at order 1.1, where rdp = 1.1 / (2 * 100^2) = 5.5e-5
    assertEquals(0, NOTHING.plus(new Gaussian(100)).epsilon(0.01));
    assertTrue(NOTHING.plus(new Gaussian(10)).epsilon(0.01) > 0);
  }

  @Test
  void epsilon_noNoise_isInfinite() {
    for (PrivacyEvent event :
        List.of(
            new Gaussian(0),
            new NonPrivate(),
            new PoissonSampled(0.1, new Gaussian(0)),
            new PoissonSampled(0.1, new NonPrivate()),
            new PoissonSampled(0.1, new Composed(List.of(new Gaussian(1), new NonPrivate()))))) {
      RdpAccountant spent = NOTHING.plus(ROUND).plus(event);
      assertEquals(Double.POSITIVE_INFINITY, spent.epsilon(1e-5), event.toString());
      assertEquals(1, spent.delta(3), event.toString());
    }
  }

  @Test
  void plus_oneByOne_hasTheBitsOfTheCount() {
    RdpAccountant oneByOne = NOTHING;
    for (int round = 0; round < 10_000; round++) {
      oneByOne = oneByOne.plus(ROUND).plus(EVALUATION);
    }
    PrivacyEvent plan =
        new SelfComposed(
            new Composed(List.of(new SelfComposed(ROUND, 10), new SelfComposed(EVALUATION, 10))),
            1000);
    assertArrayEquals(NOTHING.plus(plan).rdp(), oneByOne.rdp());
  }

  @Test
  void plus_severalEvents_addsTheirCurves() {
    double[] sum = NOTHING.plus(ROUND, 7).plus(EVALUATION, 3).rdp();
    double[] a = NOTHING.plus(ROUND).rdp();
    double[] b = NOTHING.plus(EVALUATION).rdp();
    for (int i = 0; i < sum.length; i++) {
      assertEquals(7 * a[i] + 3 * b[i], sum[i], 1e-14 * sum[i]);
    }
  }

  @Test
  void plus_event_leavesTheAccountantAsItWas() {
    RdpAccountant spent = NOTHING.plus(ROUND, 5);
    double before = spent.epsilon(1e-5);
    spent.plus(EVALUATION, 100);
    assertEquals(before, spent.epsilon(1e-5));
  }

  @Test
  void plus_severalOnOneSample_isTheJointGaussian() {
    // 1/z^2 = 1/3^2 + 1/4^2 = (5/12)^2; four at z = 2 are one at z = 1
    PrivacyEvent joint = new Composed(List.of(new Gaussian(3), new Gaussian(4)));
    assertSameCost(new Gaussian(2.4), joint);
    assertSameCost(new Gaussian(1), new SelfComposed(new Gaussian(2), 4));
  }

  private static void assertSameCost(PrivacyEvent expected, PrivacyEvent event) {
    double[] rdp = NOTHING.plus(new PoissonSampled(0.05, expected)).rdp();
    double[] ours = NOTHING.plus(new PoissonSampled(0.05, event)).rdp();
    for (int i = 0; i < rdp.length; i++) {
      assertEquals(1, ours[i] / rdp[i], 1e-12);
    }
  }

  @Test
  void plus_samplingUnderReplaceOne_isRefusedByName() {
    RdpAccountant accountant = RdpAccountant.of(REPLACE_ONE);
    PrivacyEvent plan = new SelfComposed(new Composed(List.of(EVALUATION, ROUND)), 2);
    assertFalse(accountant.supports(plan));
    InvalidInputException refusal =
        assertThrows(InvalidInputException.class, () -> accountant.plus(plan));
    assertTrue(refusal.getMessage().contains("REPLACE_ONE"), refusal.getMessage());
    assertTrue(refusal.getMessage().contains("noiseMultiplier=1.1"), refusal.getMessage());
    assertTrue(accountant.supports(new SelfComposed(EVALUATION, 2)));
  }

  @Test
  void plus_sampleOfASample_isRefused() {
    PrivacyEvent nested = new PoissonSampled(0.1, new SelfComposed(ROUND, 2));
    assertThrows(InvalidInputException.class, () -> NOTHING.plus(nested));
  }

  @Test
  void plus_negativeCount_isRefused() {
    assertThrows(InvalidInputException.class, () -> NOTHING.plus(ROUND, -1));
  }

  @Test
  void rdp_zeroOut_isThatOfAddOrRemove() {
    assertArrayEquals(
        NOTHING.plus(ROUND).rdp(), RdpAccountant.of(REPLACE_SPECIAL).plus(ROUND).rdp());
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 1, -1, Double.NaN})
  void epsilon_deltaOutOfRange_isRefused(double delta) {
    assertThrows(InvalidInputException.class, () -> NOTHING.epsilon(delta));
  }

  @ParameterizedTest
  @ValueSource(doubles = {-1, Double.NaN, Double.POSITIVE_INFINITY})
  void delta_epsilonOutOfRange_isRefused(double epsilon) {
    assertThrows(InvalidInputException.class, () -> NOTHING.delta(epsilon));
  }

  @Test
  void epsilon_grid_risesWithRateAndRoundsAndFallsWithNoiseAndDelta() {
    for (double q : new double[] {1e-3, 0.02, 0.3}) {
      for (double z : new double[] {0.5, 1, 4}) {
        for (long rounds : new long[] {100, 10_000}) {
          double epsilon = epsilon(q, z, rounds, 1e-6);
          String where = "q " + q + ", z " + z + ", rounds " + rounds;
          assertTrue(epsilon < epsilon(1.5 * q, z, rounds, 1e-6), where);
          assertTrue(epsilon < epsilon(q, z, 2 * rounds, 1e-6), where);
          assertTrue(epsilon > epsilon(q, 1.5 * z, rounds, 1e-6), where);
          assertTrue(epsilon > epsilon(q, z, rounds, 1e-5), where);
        }
      }
    }
  }

  private static double epsilon(double q, double z, long rounds, double delta) {
    return NOTHING.plus(new PoissonSampled(q, new Gaussian(z)), rounds).epsilon(delta);
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-9, 1e-5, 1e-2})
  void delta_ofEpsilon_isTheDeltaThatEpsilonWasAskedFor(double delta) {
    RdpAccountant spent = NOTHING.plus(ROUND, 1000);
    assertEquals(1, spent.delta(spent.epsilon(delta)) / delta, 1e-11);
  }
}
