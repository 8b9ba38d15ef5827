package io.skerry.privacy.accounting;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AnalyticGaussianTest {

  @ParameterizedTest
  @CsvSource({"0, 0.5", "1, 0.8413447460685429", "-2, 0.022750131948179", "-10, 7.61985302416e-24"})
  void cdf_isTheNormalDistribution(double x, double expected) {
    assertEquals(expected, Normal.cdf(x), 1e-11 * expected);
    assertEquals(1 - expected, Normal.cdf(-x), 1e-14);
  }

  @Test
  void epsilon_valueOfDpAccounting_agrees() {
    assertEquals(3.992654420653942, AnalyticGaussian.epsilon(1.3, 1e-7), 1e-11);
    assertEquals(1.6858597486134042, AnalyticGaussian.noiseMultiplier(3, 1e-7), 1e-11);
  }

  @ParameterizedTest
  @CsvSource({"0.1, 1e-5", "1, 1e-9", "8, 1e-3"})
  void noiseMultiplier_roundTrips(double epsilon, double delta) {
    double z = AnalyticGaussian.noiseMultiplier(epsilon, delta);
    assertEquals(epsilon, AnalyticGaussian.epsilon(z, delta), 1e-9 * epsilon);
  }
}
