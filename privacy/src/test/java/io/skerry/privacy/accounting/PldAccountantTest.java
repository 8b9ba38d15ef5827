package io.skerry.privacy.accounting;

import static io.skerry.privacy.accounting.NeighbouringRelation.ADD_OR_REMOVE_ONE;
import static io.skerry.privacy.accounting.NeighbouringRelation.REPLACE_ONE;
import static io.skerry.privacy.accounting.NeighbouringRelation.REPLACE_SPECIAL;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skerry.core.InvalidInputException;
import io.skerry.privacy.accounting.PldAccountant.Bounds;
import io.skerry.privacy.accounting.PrivacyEvent.Composed;
import io.skerry.privacy.accounting.PrivacyEvent.DiscreteGaussian;
import io.skerry.privacy.accounting.PrivacyEvent.DiscreteLaplace;
import io.skerry.privacy.accounting.PrivacyEvent.EpsilonDelta;
import io.skerry.privacy.accounting.PrivacyEvent.FixedSizeSampled;
import io.skerry.privacy.accounting.PrivacyEvent.Gaussian;
import io.skerry.privacy.accounting.PrivacyEvent.Group;
import io.skerry.privacy.accounting.PrivacyEvent.Laplace;
import io.skerry.privacy.accounting.PrivacyEvent.MatrixFactorization;
import io.skerry.privacy.accounting.PrivacyEvent.NonPrivate;
import io.skerry.privacy.accounting.PrivacyEvent.PoissonSampled;
import io.skerry.privacy.accounting.PrivacyEvent.SelfComposed;
import io.skerry.privacy.accounting.PrivacyEvent.Skellam;
import io.skerry.privacy.accounting.PrivacyEvent.TreeAggregation;
import java.util.List;
import java.util.function.DoubleFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

final class PldAccountantTest {
  private static final double DELTA = 1e-6;

  /** Each kind of event, by its noise: more noise must cost less. */
  static Stream<DoubleFunction<PrivacyEvent>> events() {
    return Stream.of(
        Gaussian::new,
        Laplace::new,
        z -> new DiscreteLaplace(1 / z, 3),
        z -> new DiscreteGaussian(z, 2),
        z -> new EpsilonDelta(1 / z, 1e-9),
        z -> new TreeAggregation(z, 100),
        z -> new MatrixFactorization(z, 2.5),
        z -> new PoissonSampled(0.05, new Gaussian(z)),
        z -> new PoissonSampled(0.05, new Composed(List.of(new Gaussian(z), new Gaussian(9)))),
        z -> new PoissonSampled(0.05, new Laplace(z)),
        z -> new PoissonSampled(0.05, new EpsilonDelta(1 / z, 1e-9)),
        z -> new Group(3, new PoissonSampled(0.05, new Gaussian(z))));
  }

  private static Bounds bounds(PrivacyEvent event, long times) {
    return PldAccountant.of(REPLACE_SPECIAL).plus(event, times).epsilonBounds(DELTA);
  }

  @ParameterizedTest
  @MethodSource("events")
  void epsilon_everyEvent_fallsWithNoiseAndGrowsWithSteps(DoubleFunction<PrivacyEvent> event) {
    Bounds once = bounds(event.apply(2), 1);
    assertTrue(0 < once.lower() && once.lower() <= once.upper(), once::toString);
    assertTrue(bounds(event.apply(2.5), 1).upper() < once.lower());
    assertTrue(bounds(event.apply(2), 3).lower() > once.upper());
  }

  @ParameterizedTest
  @MethodSource("events")
  void epsilon_everyEvent_isBelowThatOfRdp(DoubleFunction<PrivacyEvent> event) {
    RdpAccountant rdp = RdpAccountant.of(REPLACE_SPECIAL);
    if (rdp.supports(event.apply(2))) {
      assertTrue(bounds(event.apply(2), 10).lower() <= rdp.plus(event.apply(2), 10).epsilon(DELTA));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "1.3, 1, 1e-7",
    "1.3, 1, 1e-30",
    "20, 100, 1e-9",
    "20, 100, 0.1",
    "0.5, 4, 1e-5",
    "100, 5, 1e-3"
  })
  void epsilon_gaussian_bracketsTheAnalyticOne(double z, long steps, double delta) {
    Bounds bounds =
        PldAccountant.of(ADD_OR_REMOVE_ONE).plus(new Gaussian(z), steps).epsilonBounds(delta);
    assertIs(AnalyticGaussian.epsilon(z / Math.sqrt(steps), delta), bounds);
  }

  @ParameterizedTest
  @CsvSource({"1.3, 1, 1", "20, 100, 0.5", "2, 4, 3", "1, 1, 8"})
  void delta_gaussian_bracketsTheAnalyticOne(double z, long steps, double epsilon) {
    Bounds bounds =
        PldAccountant.of(ADD_OR_REMOVE_ONE).plus(new Gaussian(z), steps).deltaBounds(epsilon);
    assertIs(AnalyticGaussian.delta(z / Math.sqrt(steps), epsilon), bounds);
  }

  @ParameterizedTest
  @CsvSource({"0.01, 0.9, 1e-5", "0.2, 1.5, 1e-7", "0.5, 3, 1e-3"})
  void epsilon_oneSampledStep_bracketsItsClosedForm(double q, double z, double delta) {
    // A unit less: q delta(e') with e^e' = 1 + (e^e - 1) / q dominates a unit more.
    Bounds bounds =
        PldAccountant.of(ADD_OR_REMOVE_ONE)
            .plus(new PoissonSampled(q, new Gaussian(z)), 1)
            .epsilonBounds(delta);
    double exact = Math.log1p(q * Math.expm1(AnalyticGaussian.epsilon(z, delta / q)));
    assertIs(exact, bounds);
  }

  @Test
  void epsilon_oneLaplaceStep_bracketsItsClosedForm() {
    // delta = 1 - exp((epsilon - 1 / b) / 2)
    Bounds bounds = PldAccountant.of(ADD_OR_REMOVE_ONE).plus(new Laplace(2), 1).epsilonBounds(1e-2);
    assertIs(0.5 + 2 * Math.log1p(-1e-2), bounds);
  }

  @Test
  void epsilon_statedTwice_bracketsTheOptimalComposition() {
    // e^-e' P(loss = 2 epsilon) = p^2 (1 - e^(e' - 2 epsilon)), p = e^epsilon / (1 + e^epsilon)
    double p = 1 / (1 + Math.exp(-0.5));
    double exact = 1 + Math.log1p(-0.01 / (p * p));
    Bounds bounds =
        PldAccountant.of(ADD_OR_REMOVE_ONE).plus(new EpsilonDelta(0.5, 0), 2).epsilonBounds(0.01);
    assertBrackets(bounds, exact);
  }

  private static void assertBrackets(Bounds bounds, double exact) {
    assertTrue(bounds.lower() <= exact && exact <= bounds.upper(), () -> bounds + " of " + exact);
    assertTrue(
        bounds.upper() - bounds.lower() <= PldAccountant.TOLERANCE * bounds.upper(),
        () -> bounds + " of " + exact);
  }

  private static void assertIs(double exact, Bounds bounds) {
    assertBrackets(bounds, exact);
    assertEquals(exact, bounds.lower(), 1e-6 * exact);
    assertEquals(exact, bounds.upper(), 1e-6 * exact);
  }

  @ParameterizedTest
  @CsvSource({
    "1e-4, 0.8, 20, 1e-9",
    "1e-3, 0.8, 2000, 1e-9",
    "1e-2, 1, 5000, 1e-5",
    "0.1, 4, 10000, 1e-9",
    "0.5, 2, 100, 1e-6"
  })
  void epsilon_sampledRounds_hasBoundsWithinTheTolerance(
      double q, double z, long rounds, double delta) {
    Bounds bounds =
        PldAccountant.of(ADD_OR_REMOVE_ONE)
            .plus(new PoissonSampled(q, new Gaussian(z)), rounds)
            .epsilonBounds(delta);
    assertTrue(0 < bounds.lower() && bounds.lower() <= bounds.upper(), bounds::toString);
    assertTrue(
        bounds.upper() - bounds.lower() <= PldAccountant.TOLERANCE * bounds.upper(),
        bounds::toString);
  }

  @Test
  void epsilon_deltaOfIt_isTheOtherDirectionOfOneCurve() {
    PldAccountant spent =
        PldAccountant.of(ADD_OR_REMOVE_ONE).plus(new PoissonSampled(0.01, new Gaussian(1)), 1000);
    Bounds epsilon = spent.epsilonBounds(1e-6);
    assertTrue(spent.deltaBounds(epsilon.upper()).lower() <= 1e-6);
    assertTrue(spent.deltaBounds(epsilon.lower()).upper() >= 1e-6);
  }

  @Test
  void calibration_sampledRoundsByPld_spendTheBudgetToAMillionth() {
    DoubleFunction<PrivacyEvent> plan =
        z -> new SelfComposed(new PoissonSampled(0.02, new Gaussian(z)), 300);
    PldAccountant nothing = PldAccountant.of(ADD_OR_REMOVE_ONE);
    double z = Calibration.noiseMultiplier(nothing, plan, 2, 1e-5);
    double cost = nothing.plus(plan.apply(z)).epsilon(1e-5);
    assertTrue(cost <= 2 && cost >= 2 * (1 - 1e-6), z + " costs " + cost);
  }

  @Test
  void epsilon_differentEvents_costMoreThanEachAndLessThanTheirSum() {
    PrivacyEvent sampled = new SelfComposed(new PoissonSampled(0.01, new Gaussian(1)), 500);
    PrivacyEvent laplace = new SelfComposed(new Laplace(50), 5);
    Bounds both = bounds(new Composed(List.of(sampled, laplace)), 1);
    assertTrue(both.lower() > bounds(sampled, 1).upper());
    assertTrue(both.upper() < bounds(sampled, 1).lower() + bounds(laplace, 1).lower());
  }

  @Test
  void epsilon_oneByOneOrTogether_areTheSameBits() {
    PrivacyEvent event = new PoissonSampled(0.01, new Gaussian(1));
    PldAccountant nothing = PldAccountant.of(ADD_OR_REMOVE_ONE);
    assertEquals(
        nothing.plus(event, 3).epsilon(DELTA),
        nothing.plus(event, 1).plus(event, 1).plus(event, 1).epsilon(DELTA));
  }

  @Test
  void group_ofOne_costsAsOneUnit() {
    PrivacyEvent one = new PoissonSampled(0.05, new Gaussian(2));
    assertEquals(bounds(one, 50).upper(), bounds(new Group(1, one), 50).upper(), 1e-6);
  }

  @Test
  void replaced_sampledAlways_costsAsWithoutSampling() {
    PldAccountant nothing = PldAccountant.of(REPLACE_ONE);
    double unsampled = nothing.plus(new Gaussian(1), 4).epsilon(DELTA);
    double sampled = nothing.plus(new PoissonSampled(0.9999999, new Gaussian(1)), 4).epsilon(DELTA);
    assertEquals(unsampled, sampled, PldAccountant.TOLERANCE * unsampled);
  }

  @Test
  void epsilon_nothingAndEverything_areZeroAndInfinity() {
    assertEquals(0, bounds(new SelfComposed(new Gaussian(1), 0), 1).upper());
    assertEquals(0, bounds(new PoissonSampled(0, new Gaussian(1)), 5).upper());
    assertEquals(Double.POSITIVE_INFINITY, bounds(new NonPrivate(), 1).lower());
    assertEquals(Double.POSITIVE_INFINITY, bounds(new EpsilonDelta(1, 1e-3), 1).lower());
  }

  @Test
  void onGrid_coarserGrids_costMore() {
    PrivacyEvent event = new PoissonSampled(0.01, new Gaussian(1));
    double exact =
        PldAccountant.of(ADD_OR_REMOVE_ONE).plus(event, 100).epsilonBounds(DELTA).lower();
    double fine = PldAccountant.onGrid(ADD_OR_REMOVE_ONE, 1e-3).plus(event, 100).epsilon(DELTA);
    double coarse = PldAccountant.onGrid(ADD_OR_REMOVE_ONE, 1e-2).plus(event, 100).epsilon(DELTA);
    assertTrue(exact <= fine && fine < coarse, exact + " " + fine + " " + coarse);
  }

  @Test
  void calibration_pld_spendsTheBudgetAndNoMore() {
    DoubleFunction<PrivacyEvent> plan = z -> new SelfComposed(new Gaussian(z), 10);
    PldAccountant nothing = PldAccountant.of(ADD_OR_REMOVE_ONE);
    double z = Calibration.noiseMultiplier(nothing, plan, 2, 1e-5);
    double cost = nothing.plus(plan.apply(z)).epsilon(1e-5);
    assertTrue(cost <= 2 && cost >= 2 * (1 - 1e-6), z + " costs " + cost);
  }

  @Test
  void plus_whatHasNoPair_isRefused() {
    PldAccountant accountant = PldAccountant.of(ADD_OR_REMOVE_ONE);
    PrivacyEvent fixed = new FixedSizeSampled(1, 10, new Gaussian(1));
    assertFalse(accountant.supports(new Skellam(1, 1, 1)));
    assertFalse(accountant.supports(new TreeAggregation(1, 8)));
    assertFalse(PldAccountant.of(REPLACE_ONE).supports(new PoissonSampled(0.1, new Laplace(1))));
    assertThrows(InvalidInputException.class, () -> accountant.plus(fixed, 1));
  }
}
