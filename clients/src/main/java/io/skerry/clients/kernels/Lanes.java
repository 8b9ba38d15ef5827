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

  private Lanes() {}

  /** Whether the machine has vectors of this width. */
  static boolean wide() {
    return FloatVector.SPECIES_PREFERRED.length() >= 8;
  }

  /** 1 / (1 + e^-x), within 2e-7. */
  static FloatVector sigmoid(FloatVector x) {
    return FloatVector.broadcast(SPECIES, 1).div(exp(x.neg()).add(1));
  }

  /** tanh x = 1 - 2 / (1 + e^(2x)), within 3e-7. */
  static FloatVector tanh(FloatVector x) {
    return FloatVector.broadcast(SPECIES, 1)
        .sub(FloatVector.broadcast(SPECIES, 2).div(exp(x.add(x)).add(1)));
  }

  /** e^x, lane by lane as {@link Exponential#exp(float)} computes it. */
  static FloatVector exp(FloatVector x) {
    FloatVector clamped = x.max(-87).min(87);
    FloatVector rounded = clamped.mul(Exponential.LOG2_E).add(Exponential.ROUNDING);
    FloatVector n = rounded.sub(Exponential.ROUNDING);
    FloatVector r = n.fma(broadcast(-Exponential.LN_2_HIGH), clamped);
    r = n.fma(broadcast(-Exponential.LN_2_LOW), r);
    FloatVector power = r.fma(broadcast(1 / 5040f), broadcast(1 / 720f));
    power = power.fma(r, broadcast(1 / 120f));
    power = power.fma(r, broadcast(1 / 24f));
    power = power.fma(r, broadcast(1 / 6f));
    power = power.fma(r, broadcast(1 / 2f));
    power = power.fma(r, broadcast(1));
    power = power.fma(r, broadcast(1));
    IntVector exponent =
        rounded.reinterpretAsInts().lanewise(VectorOperators.LSHL, 23).add(Exponential.ONE);
    return power.mul(exponent.reinterpretAsFloats());
  }

  /** Puts e^x in the place of each x; {@code size} is a whole number of cache lines. */
  static void exp(float[] values, int size) {
    for (int i = 0; i < size; i += SPECIES.length()) {
      exp(FloatVector.fromArray(SPECIES, values, i)).intoArray(values, i);
    }
  }

  private static FloatVector broadcast(float value) {
    return FloatVector.broadcast(SPECIES, value);
  }
}
