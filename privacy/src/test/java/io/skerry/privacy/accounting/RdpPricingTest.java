package io.skerry.privacy.accounting;

import static io.skerry.privacy.accounting.NeighbouringRelation.ADD_OR_REMOVE_ONE;
import static io.skerry.privacy.accounting.NeighbouringRelation.REPLACE_ONE;
import static io.skerry.privacy.accounting.NeighbouringRelation.REPLACE_SPECIAL;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skerry.privacy.accounting.PrivacyEvent.DiscreteGaussian;
import io.skerry.privacy.accounting.PrivacyEvent.DiscreteGaussianSum;
import io.skerry.privacy.accounting.PrivacyEvent.DiscreteLaplace;
import io.skerry.privacy.accounting.PrivacyEvent.EpsilonDelta;
import io.skerry.privacy.accounting.PrivacyEvent.FixedSizeSampled;
import io.skerry.privacy.accounting.PrivacyEvent.Gaussian;
import io.skerry.privacy.accounting.PrivacyEvent.Group;
import io.skerry.privacy.accounting.PrivacyEvent.Laplace;
import io.skerry.privacy.accounting.PrivacyEvent.MatrixFactorization;
import io.skerry.privacy.accounting.PrivacyEvent.PoissonSampled;
import io.skerry.privacy.accounting.PrivacyEvent.SelfComposed;
import io.skerry.privacy.accounting.PrivacyEvent.Skellam;
import io.skerry.privacy.accounting.PrivacyEvent.TreeAggregation;
import java.util.function.DoubleFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class RdpPricingTest {
  private static final double[] ORDERS = {1.1, 1.5, 2, 3.7, 8, 32, 64};

  /** Each kind of event, by its noise: more noise must cost less. */
  static Stream<DoubleFunction<PrivacyEvent>> events() {
    return Stream.of(
        Gaussian::new,
        Laplace::new,
        z -> new DiscreteLaplace(1 / z, 3),
        z -> new DiscreteGaussian(z, 2),
        z -> new DiscreteGaussianSum(50, z, 3, 1000),
        z -> new Skellam(z * z, 8, 3),
        z -> new EpsilonDelta(1 / z, 1e-9),
        z -> new TreeAggregation(z, 100),
        z -> new MatrixFactorization(z, 2.5),
        z -> new PoissonSampled(0.05, new Gaussian(z)),
        z -> new FixedSizeSampled(10, 1000, new Gaussian(z)),
        z -> new Group(3, new PoissonSampled(0.05, new Gaussian(z))));
  }

  private static RdpAccountant priced(PrivacyEvent event, long times) {
    NeighbouringRelation relation =
        RdpPricing.supports(REPLACE_SPECIAL, event) ? REPLACE_SPECIAL : REPLACE_ONE;
    return RdpAccountant.of(relation).plus(event, times);
  }

  @ParameterizedTest
  @MethodSource("events")
  void epsilon_everyEvent_fallsWithNoiseAndGrowsWithSteps(DoubleFunction<PrivacyEvent> event) {
    double once = priced(event.apply(2), 1).epsilon(1e-6);
    assertTrue(once > 0 && Double.isFinite(once), () -> "costs " + once);
    assertTrue(priced(event.apply(2.5), 1).epsilon(1e-6) < once);
    assertTrue(priced(event.apply(2), 3).epsilon(1e-6) > once);
  }

  @ParameterizedTest
  @MethodSource("events")
  void rdp_everyEvent_addsUpAndGrowsWithTheOrder(DoubleFunction<PrivacyEvent> event) {
    double[] once = priced(event.apply(2), 1).rdp();
    double[] thrice = priced(new SelfComposed(event.apply(2), 3), 1).rdp();
    for (int i = 0; i < once.length; i++) {
      assertEquals(3 * once[i], thrice[i], 1e-12 * thrice[i]);
      assertTrue(i == 0 || once[i] >= once[i - 1] * (1 - 1e-9), "falls at order number " + i);
    }
  }

  @Test
  void laplace_orderTwo_isTheIntegral() {
    // 2/3 e^{1/b} + 1/3 e^{-2/b} at b = 2
    double expected = Math.log(2 * Math.exp(0.5) / 3 + Math.exp(-1) / 3);
    assertEquals(expected, RdpFormulas.laplace(2, 2), 1e-15);
  }

  @Test
  void discreteLaplace_isTheSumOverTheIntegers() {
    double rate = 0.7;
    double sum = 0;
    for (int x = -80; x <= 80; x++) {
      double p = Math.tanh(rate / 2) * Math.exp(-rate * Math.abs(x));
      double q = Math.tanh(rate / 2) * Math.exp(-rate * Math.abs(x - 3));
      sum += Math.pow(p, 2.5) * Math.pow(q, -1.5);
    }
    assertEquals(Math.log(sum) / 1.5, RdpFormulas.discreteLaplace(rate, 3, 2.5), 1e-12);
  }

  @Test
  void discreteGaussianSum_muchNoiseEach_isOneGaussianOfTheirSum() {
    double price = RdpFormulas.sum(new DiscreteGaussianSum(100, 4, 10, 1000), 3);
    assertEquals(3 / (2 * 4.0 * 4.0), price, 1e-12);
  }

  @Test
  void discreteGaussianSum_littleNoiseEach_costsItsCorrection() {
    // Two clients of sigma 1/2: D^2 / (n sigma^2) = 2 and t = 10 exp(-pi^2 / 4) = 0.85.
    double t = 10 * Math.exp(-Math.PI * Math.PI / 4);
    DiscreteGaussianSum sum = new DiscreteGaussianSum(2, 0.5, 1, 1);
    assertEquals(2 + t, RdpFormulas.sum(sum, 2), 1e-12);
    assertEquals(8 + 2 * t, RdpFormulas.sum(sum, 8), 1e-12);
    // In few dimensions and with more noise the other form is less: a/2 (0.24 + 0.29)^2.
    double less = 10 * Math.exp(-Math.PI * Math.PI * 0.36);
    double other = 1 / (Math.sqrt(2) * 0.6 * 5) + less;
    DiscreteGaussianSum small = new DiscreteGaussianSum(2, 0.6, 0.2, 1);
    assertEquals(other * other, RdpFormulas.sum(small, 2), 1e-12);
  }

  @Test
  void skellam_muchNoise_isAGaussianOfItsVariance() {
    double price = RdpFormulas.skellam(new Skellam(1e10, 1e5, 1e5), 4);
    assertEquals(4 * 1e10 / (2 * 1e10) + 1.5e5 / 1e10, price, 2e-5);
    assertTrue(price > 2);
  }

  @Test
  void group_ofOne_isTheSubsampledGaussian() {
    double[] expected = SubsampledGaussianRdp.curve(0.01, 1.2, ORDERS);
    double[] group = GroupGaussianRdp.curve(1, 0.01, 1.2, ORDERS);
    for (int i = 0; i < ORDERS.length; i++) {
      assertEquals(expected[i], group[i], 1e-9 * expected[i] + 1e-10);
    }
  }

  @Test
  void group_ofAllWithoutSampling_isAGaussianOfItsDistance() {
    assertArrayEquals(
        RdpPricing.curve(new Gaussian(0.5), ORDERS),
        RdpPricing.curve(new Group(4, new PoissonSampled(1, new Gaussian(2))), ORDERS),
        1e-12);
  }

  @Test
  void supports_eachRelation_namesWhatItCannotPrice() {
    PrivacyEvent fixed = new FixedSizeSampled(1, 10, new Gaussian(1));
    assertTrue(RdpPricing.supports(REPLACE_ONE, fixed));
    assertFalse(RdpPricing.supports(ADD_OR_REMOVE_ONE, fixed));
    assertFalse(RdpPricing.supports(REPLACE_SPECIAL, fixed));
    assertFalse(RdpPricing.supports(ADD_OR_REMOVE_ONE, new TreeAggregation(1, 8)));
    assertFalse(RdpPricing.supports(ADD_OR_REMOVE_ONE, new PoissonSampled(0.1, new Laplace(1))));
    assertFalse(RdpPricing.supports(REPLACE_ONE, new Group(2, new Gaussian(1))));
  }
}
