package io.skerry.privacy.accounting;

import static io.skerry.privacy.accounting.NeighbouringRelation.ADD_OR_REMOVE_ONE;
import static io.skerry.privacy.accounting.NeighbouringRelation.REPLACE_ONE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skerry.core.InvalidInputException;
import io.skerry.privacy.accounting.PrivacyEvent.Composed;
import io.skerry.privacy.accounting.PrivacyEvent.Gaussian;
import io.skerry.privacy.accounting.PrivacyEvent.PoissonSampled;
import io.skerry.privacy.accounting.PrivacyEvent.SelfComposed;
import java.util.List;
import java.util.function.DoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CalibrationTest {
  private static final RdpAccountant NOTHING = RdpAccountant.of(ADD_OR_REMOVE_ONE);

  @ParameterizedTest
  @CsvSource({
    "1e-4, 1000, 0.1, 1e-8",
    "0.001, 3000, 2, 1e-6",
    "0.01, 500, 8, 1e-5",
    "0.2, 10000, 1, 1e-6",
    "0.5, 1, 50, 1e-5",
    "1, 100, 3, 1e-7"
  })
  void noiseMultiplier_plan_spendsTheBudgetAndNoMore(
      double q, long rounds, double epsilon, double delta) {
    DoubleFunction<PrivacyEvent> plan =
        z -> new SelfComposed(new PoissonSampled(q, new Gaussian(z)), rounds);
    double z = Calibration.noiseMultiplier(NOTHING, plan, epsilon, delta);
    double cost = NOTHING.plus(plan.apply(z)).epsilon(delta);
    assertTrue(cost <= epsilon && cost >= epsilon * (1 - 1e-6), z + " costs " + cost);
  }

  @Test
  void noiseMultiplier_someAlreadySpent_leavesRoomForIt() {
    DoubleFunction<PrivacyEvent> plan = z -> new SelfComposed(new Gaussian(z), 10);
    RdpAccountant spent = NOTHING.plus(new Gaussian(5), 2);
    double z = Calibration.noiseMultiplier(spent, plan, 3, 1e-5);
    assertTrue(z > Calibration.noiseMultiplier(NOTHING, plan, 3, 1e-5));
    assertEquals(3, spent.plus(plan.apply(z)).epsilon(1e-5), 1e-6);
  }

  @Test
  void noiseMultiplier_fixedPartAboveTheBudget_isRefusedWithItsCost() {
    InvalidInputException refusal =
        assertThrows(
            InvalidInputException.class,
            () ->
                Calibration.noiseMultiplier(
                    NOTHING,
                    z -> new Composed(List.of(new Gaussian(0.5), new Gaussian(z))),
                    1,
                    1e-5));
    double fixed = NOTHING.plus(new Gaussian(0.5)).epsilon(1e-5);
    assertTrue(refusal.getMessage().contains("it costs " + fixed), refusal.getMessage());
  }

  @Test
  void noiseMultiplier_planWithoutIt_isRefused() {
    assertThrows(
        InvalidInputException.class,
        () -> Calibration.noiseMultiplier(NOTHING, z -> new Gaussian(10), 5, 1e-5));
  }

  @Test
  void noiseMultiplier_eventWithoutAPrice_isRefused() {
    assertThrows(
        InvalidInputException.class,
        () ->
            Calibration.noiseMultiplier(
                RdpAccountant.of(REPLACE_ONE),
                z -> new PoissonSampled(0.1, new Gaussian(z)),
                5,
                1e-5));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
  void noiseMultiplier_epsilonOutOfRange_isRefused(double epsilon) {
    assertThrows(
        InvalidInputException.class,
        () -> Calibration.noiseMultiplier(NOTHING, Gaussian::new, epsilon, 1e-5));
  }
}
