package io.skerry.clients.kernels;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Functions of each lane by itself, from operations that IEEE 754 rounds exactly, so that their
 * bits depend neither on the width of a vector nor on the compiler.
 */
final class Lanes {
  /** As wide as the machine's vectors, up to 16 lanes: no result depends on it. */
  static final VectorSpecies<Float> SPECIES =
      FloatVector.SPECIES_PREFERRED.length() > 8
          ? FloatVector.SPECIES_512
          : FloatVector.SPECIES_256;

  private static final float LOG2_E = 1.44269504f;

  /** ln 2 in two parts, the first of so few bits that its products with exponents are exact. */
  private static final float LN_2_HIGH = 0.693359375f;

  private static final float LN_2_LOW = -2.12194440e-4f;

  /** Adding it rounds to the nearest integer, which the low bits then hold. */
  private static final float ROUNDING = 0x1.8p23f;

  private static final int ONE = Float.floatToRawIntBits(1);

  private Lanes() {}

  /** 1 / (1 + e^-x), within 2e-7. */
  static FloatVector sigmoid(FloatVector x) {
    return FloatVector.broadcast(SPECIES, 1).div(exp(x.neg()).add(1));
  }

  /** tanh x = 1 - 2 / (1 + e^(2x)), within 3e-7. */
  static FloatVector tanh(FloatVector x) {
    return FloatVector.broadcast(SPECIES, 1)
        .sub(FloatVector.broadcast(SPECIES, 2).div(exp(x.add(x)).add(1)));
  }

  /**
   * e^x within a relative error of 3e-7 for x in [-87, 87], e^-87 and e^87 beyond, NaN for NaN: 2^n
   * e^r with r = x - n ln 2 in [-0.35, 0.35] and e^r by Taylor's polynomial of degree 7.
   */
  static FloatVector exp(FloatVector x) {
    FloatVector clamped = x.max(-87).min(87);
    FloatVector rounded = clamped.mul(LOG2_E).add(ROUNDING);
    FloatVector n = rounded.sub(ROUNDING);
    FloatVector r = n.fma(broadcast(-LN_2_HIGH), clamped);
    r = n.fma(broadcast(-LN_2_LOW), r);
    FloatVector power = r.fma(broadcast(1 / 5040f), broadcast(1 / 720f));
    power = power.fma(r, broadcast(1 / 120f));
    power = power.fma(r, broadcast(1 / 24f));
    power = power.fma(r, broadcast(1 / 6f));
    power = power.fma(r, broadcast(1 / 2f));
    power = power.fma(r, broadcast(1));
    power = power.fma(r, broadcast(1));
    IntVector exponent = rounded.reinterpretAsInts().lanewise(VectorOperators.LSHL, 23).add(ONE);
    return power.mul(exponent.reinterpretAsFloats());
  }

  private static FloatVector broadcast(float value) {
    return FloatVector.broadcast(SPECIES, value);
  }
}
