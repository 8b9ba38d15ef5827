package io.skerry.privacy.accounting;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

final class SubsampledGaussianRdpTest {
  private static final double[] ORDERS = {1.1, 1.5, 2, 3.7, 9.9, 20, 64, 256, 1024};

  /** Settings computed with 40 digits (mpmath, adaptive quadrature of the definition). */
  @ParameterizedTest
  @CsvSource({
    "0.1, 2, 1.5, 0.0020989345957101767",
    "0.02, 0.1, 1.1, 14.556916694132405",
    "0.5, 0.15, 1.1, 17.652175361942168",
    "0.9, 0.3, 2.5, 13.713288040163746",
    "1e-06, 10, 1.1, 5.5275918461270594e-15",
    "0.001, 0.3, 4.7, 17.33639494591759",
    "1e-09, 0.2, 1.1, 1.2458497719556723e-10",
    "0.999999, 0.2, 1.5, 18.749997000009734",
    "1e-05, 1000, 10.9, 5.4500027254859549e-16",
    "0.2, 0.7, 2.9, 0.74062293943289855",
    "0.01, 5, 1024, 15.870328181376534",
    "0.05, 0.06, 1.2, 148.6922730253433",
    "0.001, 0.04, 1.1, 267.76469193122004"
  })
  void curve_setting_isNotBelowExactAndAboveByTheSlackOnly(
      double q, double sigma, double order, double exact) {
    double rdp = SubsampledGaussianRdp.curve(q, sigma, new double[] {order})[0];
    assertTrue(exact <= rdp && rdp <= exact * (1 + 1.1 * SubsampledGaussianRdp.SLACK), "" + rdp);
  }

  @ParameterizedTest
  @MethodSource("grid")
  void curve_fractionalOrder_agreesWithTheMomentUnderTheMixture(double q, double sigma) {
    double[] orders = {1.1, 1.5, 3.7, 9.9};
    double[] expected = Arrays.stream(orders).map(a -> underMixture(q, sigma, a)).toArray();
    double[] rdp = SubsampledGaussianRdp.curve(q, sigma, orders);
    for (int i = 0; i < orders.length; i++) {
      assertEquals(1, rdp[i] / expected[i], 1e-8, "order " + orders[i]);
    }
  }

  @ParameterizedTest
  @MethodSource("grid")
  void curve_integerOrder_agreesWithTheOrderBesideIt(double q, double sigma) {
    for (double a : new double[] {2, 3, 5, 10, 30}) {
      double[] rdp = SubsampledGaussianRdp.curve(q, sigma, new double[] {a, Math.nextUp(a)});
      assertEquals(1, rdp[1] / rdp[0], 1e-11, "order " + a);
    }
  }

  static Stream<Arguments> grid() {
    return DoubleStream.of(1e-3, 0.02, 0.3, 0.8)
        .boxed()
        .flatMap(q -> Stream.of(0.5, 0.8, 2.0, 5.0).map(sigma -> Arguments.of(q, sigma)));
  }

  /**
   * ln E[(m / n)^(a - 1)] / (a - 1) over x ~ m = (1 - q) N(0) + q N(1), n = N(0): the same number
   * by another expectation and another rule (Simpson).
   */
  private static double underMixture(double q, double sigma, double a) {
    int n = 200_000;
    double low = -14 * sigma;
    double step = (a + 28 * sigma) / n;
    double excess = 0;
    for (int i = 0; i <= n; i++) {
      double x = low + i * step;
      double log = Math.log1p(q * Math.expm1((2 * x - 1) / (2 * sigma * sigma)));
      double normal = Math.exp(-x * x / (2 * sigma * sigma));
      double weight = i == 0 || i == n ? 1 : i % 2 == 0 ? 2 : 4;
      excess += weight * normal * Math.exp(log) * Math.expm1((a - 1) * log);
    }
    excess *= step / 3 / (sigma * Math.sqrt(2 * Math.PI));
    return Math.log1p(excess) / (a - 1);
  }

  @Test
  void curve_orderTwo_isTheClosedForm() {
    // A(2) = 1 + q^2 (exp(1 / sigma^2) - 1)
    double expected = Math.log1p(0.3 * 0.3 * Math.expm1(1 / (0.8 * 0.8)));
    double rdp = SubsampledGaussianRdp.curve(0.3, 0.8, new double[] {2})[0];
    assertEquals(expected, rdp, 2e-10 * expected);
  }

  @Test
  void curve_rateZeroOrNoiseInfinite_isZero() {
    assertArrayEquals(new double[9], SubsampledGaussianRdp.curve(0, 1, ORDERS));
    assertArrayEquals(
        new double[9], SubsampledGaussianRdp.curve(0.5, Double.POSITIVE_INFINITY, ORDERS));
  }

  @Test
  void curve_noNoise_isInfinite() {
    double[] rdp = SubsampledGaussianRdp.curve(0.01, 0, ORDERS);
    assertTrue(Arrays.stream(rdp).allMatch(v -> v == Double.POSITIVE_INFINITY));
  }

  @Test
  void curve_rateNextToOne_approachesTheFullGaussian() {
    for (double sigma : new double[] {0.01, 0.5, 1, 30, 1e4}) {
      double[] rdp = SubsampledGaussianRdp.curve(Math.nextDown(1.0), sigma, ORDERS);
      for (int i = 0; i < ORDERS.length; i++) {
        assertEquals(1, rdp[i] / (ORDERS[i] / (2 * sigma * sigma)), 2e-10, "sigma " + sigma);
      }
    }
  }

  @Test
  void curve_grid_risesWithRateAndOrderAndFallsWithNoise() {
    List<Double> rates = List.of(1e-9, 1e-6, 1e-4, 0.01, 0.1, 0.5, 0.9, 0.999);
    List<Double> sigmas = List.of(1e-3, 0.01, 0.03, 0.06, 0.1, 0.2, 0.5, 1.0, 3.0, 10.0, 1e3, 1e6);
    for (int i = 0; i < rates.size(); i++) {
      for (int j = 0; j < sigmas.size(); j++) {
        double[] rdp = SubsampledGaussianRdp.curve(rates.get(i), sigmas.get(j), ORDERS);
        double[] rarer =
            i == 0
                ? new double[9]
                : SubsampledGaussianRdp.curve(rates.get(i - 1), sigmas.get(j), ORDERS);
        double[] noisier =
            j == sigmas.size() - 1
                ? new double[9]
                : SubsampledGaussianRdp.curve(rates.get(i), sigmas.get(j + 1), ORDERS);
        for (int k = 0; k < ORDERS.length; k++) {
          String where = "q " + rates.get(i) + ", sigma " + sigmas.get(j) + ", order " + ORDERS[k];
          assertTrue(rdp[k] > rarer[k], where);
          assertTrue(rdp[k] > noisier[k], where);
          assertTrue(k == 0 || rdp[k] > rdp[k - 1], where);
          assertTrue(rdp[k] <= ORDERS[k] / (2 * sigmas.get(j) * sigmas.get(j)) * (1 + 1e-9), where);
        }
      }
    }
  }
}
