package io.skerry.core.sum;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skerry.core.RoundTrip;
import io.skerry.core.random.RandomKey;
import io.skerry.core.random.RandomStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class NormEncodingTest {

  @Test
  void encode_values_areRoundedTowardZero() {
    NormEncoding quarters = new NormEncoding(Norm.L2, 10, 2);
    long[] target = new long[5];

    assertTrue(quarters.encode(new float[] {0, 1.9f, -1.9f, 0.2f, -0.2f}, 1, target));
    assertArrayEquals(new long[] {0, 7, -7, 0, 0}, target);
  }

  @Test
  void encode_normAtTheBoundary_isKept() {
    long[] target = new long[2];

    assertTrue(new NormEncoding(Norm.L2, 5, 10).encode(new float[] {3, -4}, 1, target));
    assertArrayEquals(new long[] {3 << 10, -4 << 10}, target);
  }

  @Test
  void encode_oneUlpBeyondTheClip_isScaledBelowIt() {
    long[] target = new long[1];

    assertTrue(new NormEncoding(Norm.L2, 1, 40).encode(new float[] {Math.nextUp(1f)}, 1, target));
    assertTrue(target[0] <= 1L << 40 && target[0] > (1L << 40) - 10, "got " + target[0]);
  }

  /** Vectors whose float norm is about C, several of them just beyond it. */
  static Stream<Arguments> boundaryCases() {
    return Stream.of(1L, 2L, 3L, 4L, 5L)
        .flatMap(
            seed ->
                Stream.of(1e-3, 0.1, 0.5, 1.0, 1.7, 100.0).map(clip -> Arguments.of(seed, clip)));
  }

  @ParameterizedTest(name = "seed {0}, clip {1}")
  @MethodSource("boundaryCases")
  void encode_anyVector_neverExceedsTheClipInUnitsOfTheRing(long seed, double clip) {
    RandomStream stream = RandomKey.of(seed).stream();
    for (int i = 0; i < 300; i++) {
      int bits = 24 + stream.nextInt(28);
      float[] vector = new float[1 + stream.nextInt(60)];
      for (int j = 0; j < vector.length; j++) {
        vector[j] = (float) stream.nextGaussian();
      }
      if (i % 3 == 0) {
        Arrays.fill(vector, 1f);
      } else if (i % 3 == 1) {
        vector[0] = 1e6f;
      }
      // Rounding the scaled floats pushes about half of the norms beyond the clip.
      double excess = i % 5 == 0 ? 1.9 : 1 + (stream.nextDouble() - 0.5) * 1e-7;
      scale(vector, clip * excess);

      long[] target = new long[vector.length];
      assertTrue(new NormEncoding(Norm.L2, clip, bits).encode(vector, 1, target));
      BigInteger norm = exactSquaredNorm(target);
      assertTrue(norm.compareTo(floorOfSquaredClip(clip, bits)) <= 0, vector.length + " values");
      // Nothing but rounding is lost: at most a unit a coordinate below the clip or the vector.
      double units = Math.scalb(Math.min(clip, norm(vector)), bits);
      assertTrue(Math.sqrt(norm.doubleValue()) >= units * (1 - 1e-9) - 2 * vector.length);
    }
  }

  @Test
  void encode_l1_boundsTheSumOfMagnitudes() {
    long[] target = new long[2];
    assertTrue(new NormEncoding(Norm.L1, 7, 10).encode(new float[] {3, -4}, 1, target));
    assertArrayEquals(new long[] {3072, -4096}, target);

    // Half of 3072 and of 4096, less the last bits that rounding takes.
    assertTrue(new NormEncoding(Norm.L1, 3.5, 10).encode(new float[] {3, -4}, 1, target));
    assertArrayEquals(new long[] {1535, -2047}, target);

    assertFalse(new NormEncoding(Norm.L1, 3.5, 10).encode(new float[] {3, -4.1f}, 1, target));
    assertFalse(new NormEncoding(Norm.L1, 3.5, 10).encode(new float[] {3, Float.NaN}, 1, target));
    assertEquals(60, new NormEncoding(Norm.L1, 1.99, 60).bits());
    assertThrows(IllegalArgumentException.class, () -> new NormEncoding(Norm.L1, 2, 60));
  }

  @Test
  void encode_manyCoordinatesBelowHalfAUnit_vanish() {
    float[] vector = new float[100_000];
    Arrays.fill(vector, 0x1p-25f);
    long[] target = new long[vector.length];

    assertTrue(new NormEncoding(Norm.L2, 1, 24).encode(vector, 1, target));
    assertArrayEquals(new long[vector.length], target);
  }

  @Test
  void encode_manyEqualTinyCoordinatesBeyondTheClip_staysWithin() {
    // 100,000 times 1.9 units are 601 units long; rounded to the nearest they would be 632.
    float[] vector = new float[100_000];
    Arrays.fill(vector, 1.9f * 0x1p-24f);
    double clip = Math.scalb(400.0, -24);
    long[] target = new long[vector.length];

    assertTrue(new NormEncoding(Norm.L2, clip, 24).encode(vector, 1, target));
    assertTrue(exactSquaredNorm(target).compareTo(BigInteger.valueOf(160_000)) <= 0);
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, 2.1f, -1e30f})
  void encode_valueThatWasNeverClipped_isRefused(float value) {
    assertFalse(
        new NormEncoding(Norm.L2, 1, 40).encode(new float[] {0.1f, value, 0}, 1, new long[3]));
  }

  @Test
  void encode_normFarBeyondTheClip_isRefusedHoweverSmallTheCoordinates() {
    // Their squared norm, 600 (1.9 2^61)^2, does not fit 128 bits with a sign.
    float[] vector = new float[600];
    Arrays.fill(vector, 1.9f);

    assertFalse(new NormEncoding(Norm.L2, 1, 61).encode(vector, 1, new long[600]));
  }

  @Test
  void encode_weightedUpdate_isAnError() {
    assertThrows(
        IllegalArgumentException.class,
        () -> new NormEncoding(Norm.L2, 1, 40).encode(new float[1], 2, new long[1]));
  }

  @Test
  void constructor_clipBeyondTheRing_isAnError() {
    assertEquals(61, new NormEncoding(Norm.L2, 1.99, 61).bits());
    assertThrows(IllegalArgumentException.class, () -> new NormEncoding(Norm.L2, 2, 61));
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3})
  void squaredNorm_values_equalsBigIntegers(long seed) {
    RandomStream stream = RandomKey.of(seed).stream();
    for (int i = 0; i < 200; i++) {
      long[] vector = new long[stream.nextInt(40)];
      int shift = 3 + stream.nextInt(58);
      for (int j = 0; j < vector.length; j++) {
        vector[j] = stream.nextLong() >> shift;
      }
      assertEquals(exactSquaredNorm(vector), NormEncoding.squaredNorm(vector));
    }
  }

  @Test
  void squaredNorm_carries_areCounted() {
    long[] vector = {0xFFFFFFFFL, 0xFFFFFFFFL, 1L << 32, -(1L << 62), Long.MIN_VALUE};

    assertEquals(exactSquaredNorm(vector), NormEncoding.squaredNorm(vector));
    assertEquals(BigInteger.ZERO, NormEncoding.squaredNorm(new long[0]));
  }

  @Test
  void serialised_encoding_encodesAlike() {
    NormEncoding encoding = new NormEncoding(Norm.L2, 0.7, 44);
    float[] vector = {0.5f, -0.5f, 0.1f};
    long[] here = new long[3];
    long[] there = new long[3];

    assertTrue(encoding.encode(vector, 1, here));
    assertTrue(RoundTrip.of(encoding).encode(vector, 1, there));
    assertArrayEquals(here, there);
  }

  private static void scale(float[] vector, double norm) {
    double factor = norm / norm(vector);
    for (int j = 0; j < vector.length; j++) {
      vector[j] = (float) (vector[j] * factor);
    }
  }

  private static double norm(float[] vector) {
    double sum = 0;
    for (float value : vector) {
      sum += (double) value * value;
    }
    return Math.sqrt(sum);
  }

  private static BigInteger floorOfSquaredClip(double clip, int bits) {
    BigDecimal units = new BigDecimal(clip).multiply(new BigDecimal(BigInteger.TWO.pow(bits)));
    return units.multiply(units).toBigInteger();
  }

  private static BigInteger exactSquaredNorm(long[] vector) {
    return Arrays.stream(vector)
        .mapToObj(BigInteger::valueOf)
        .map(value -> value.multiply(value))
        .reduce(BigInteger.ZERO, BigInteger::add);
  }
}
