package io.skerry.clients.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.function.UnaryOperator;
import jdk.incubator.vector.FloatVector;
import org.junit.jupiter.api.Test;

final class LanesTest {
  private static final float[] VALUES = {
    0, -0f, 1e-30f, 1e-4f, -1e-4f, 0.1f, -0.3f, 0.34f, 0.7f, -1, 2, -5.5f, 17, -40, 86, -86, 1000
  };

  @Test
  void exp_withinItsRange_isCloseToTheExact() {
    for (float x : VALUES) {
      double expected = StrictMath.exp(Math.max(-87, Math.min(87, x)));
      assertEquals(1, at(Lanes::exp, x) / expected, 3e-7, "e^" + x);
    }
  }

  @Test
  void sigmoidAndTanh_ofAnyNumber_areCloseToTheExact() {
    for (float x : VALUES) {
      assertEquals(1 / (1 + StrictMath.exp(-x)), at(Lanes::sigmoid, x), 2e-7, "sigmoid " + x);
      assertEquals(StrictMath.tanh(x), at(Lanes::tanh, x), 3e-7, "tanh " + x);
    }
  }

  @Test
  void functions_ofNaN_areNaN() {
    assertEquals(Float.NaN, at(Lanes::exp, Float.NaN));
    assertEquals(Float.NaN, at(Lanes::sigmoid, Float.NaN));
    assertEquals(Float.NaN, at(Lanes::tanh, Float.NaN));
  }

  private static float at(UnaryOperator<FloatVector> function, float x) {
    return function.apply(FloatVector.broadcast(Lanes.SPECIES, x)).lane(1);
  }
}
