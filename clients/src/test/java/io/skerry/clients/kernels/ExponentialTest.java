package io.skerry.clients.kernels;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

final class ExponentialTest {

  @Test
  void exp_overItsRange_isWithinItsBound() {
    double worst = 0;
    for (float x = -87; x <= 87; x += 0.0037f) {
      double expected = StrictMath.exp(x);
      worst = Math.max(worst, Math.abs(Exponential.exp(x) - expected) / expected);
    }
    assertTrue(worst < 3e-7, "relative error " + worst);
  }

  @Test
  void exp_ofManyValues_isThatOfEachToTheBit() {
    float[] values = new float[48];
    float[] expected = new float[48];
    for (int i = 0; i < values.length; i++) {
      values[i] = i == 7 ? Float.NaN : (i - 24) * 4.1f;
      expected[i] = Exponential.exp(values[i]);
    }
    Exponential.exp(values, 48);
    assertArrayEquals(expected, values);
  }

  @Test
  void exp_ofZero_isOne() {
    assertEquals(1f, Exponential.exp(0));
  }

  @Test
  void exp_ofNaN_isNaN() {
    assertEquals(Float.NaN, Exponential.exp(Float.NaN));
  }

  @Test
  void exp_beyondItsRange_isClamped() {
    assertEquals(Exponential.exp(-87), Exponential.exp(Float.NEGATIVE_INFINITY));
    assertEquals(Exponential.exp(87), Exponential.exp(100));
  }

  @Test
  void log_ofPositiveNumbers_isWithinItsBound() {
    double worst = 0;
    for (double exponent = -700; exponent <= 700; exponent += 0.0037) {
      double x = StrictMath.exp(exponent);
      worst = Math.max(worst, Math.abs(Exponential.log(x) - StrictMath.log(x)));
    }
    assertTrue(worst < 1e-11, "error " + worst);
    assertEquals(0.0, Exponential.log(1));
  }

  @Test
  void log_ofWhatIsNotFinite_isThat() {
    assertEquals(Double.NaN, Exponential.log(Double.NaN));
    assertEquals(Double.POSITIVE_INFINITY, Exponential.log(Double.POSITIVE_INFINITY));
  }
}
