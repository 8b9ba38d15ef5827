package io.skerry.clients.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

final class ExponentialTest {

  @Test
  void exp_overItsRange_isWithinItsBound() {
    double worst = 0;
    for (double x = -700; x <= 700; x += 0.0037) {
      double expected = StrictMath.exp(x);
      worst = Math.max(worst, Math.abs(Exponential.exp(x) - expected) / expected);
    }
    assertTrue(worst < 1e-8, "relative error " + worst);
  }

  @Test
  void exp_ofZero_isOne() {
    assertEquals(1.0, Exponential.exp(0));
  }

  @Test
  void exp_ofNaN_isNaN() {
    assertEquals(Double.NaN, Exponential.exp(Double.NaN));
  }

  @Test
  void exp_belowItsRange_isClamped() {
    assertEquals(Exponential.exp(-700), Exponential.exp(Double.NEGATIVE_INFINITY));
  }
}
