package io.skerry.core.sum;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skerry.core.InvalidInputException;
import io.skerry.core.RoundTrip;
import io.skerry.core.random.RandomKey;
import io.skerry.core.random.RandomStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RangeEncodingTest {

  @Test
  void encode_values_areRoundedToTheNearestThenWeighted() {
    RangeEncoding quarters = new RangeEncoding(10, 2);
    long[] target = new long[7];

    boolean encodes = quarters.encode(new float[] {0, 1, -1, 0.3f, -0.3f, 0.4f, 10}, 3, target);

    assertTrue(encodes);
    assertArrayEquals(new long[] {0, 12, -12, 3, -3, 6, 120}, target);
  }

  @Test
  void encode_halfwayValues_goToTheEvenUnit() {
    long[] target = new long[3];

    assertTrue(new RangeEncoding(10, 0).encode(new float[] {0.5f, 1.5f, -2.5f}, 1, target));
    assertArrayEquals(new long[] {0, 2, -2}, target);
  }

  @ParameterizedTest(name = "{0} bits")
  @ValueSource(ints = {0, 7, 24, 45, 46, 52})
  void encode_randomValues_areRoundedAsByRint(int bits) {
    RandomStream stream = RandomKey.of(bits).stream();
    float[] vector = new float[1000];
    long[] expected = new long[vector.length];
    for (int i = 0; i < vector.length; i++) {
      vector[i] = (float) ((64 * stream.nextDouble() - 32) * Math.scalb(1.0, -stream.nextInt(40)));
      expected[i] = -7 * (long) Math.rint(vector[i] * Math.scalb(1.0, bits));
    }
    long[] target = new long[vector.length];
    assertTrue(new RangeEncoding(32, bits).encode(vector, -7, target));
    assertArrayEquals(expected, target);
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      floats = {
        Float.NaN,
        Float.POSITIVE_INFINITY,
        Float.NEGATIVE_INFINITY,
        1.0000001f,
        -1.0000001f,
        Float.MAX_VALUE
      })
  void encode_valueOutsideTheRange_isRefused(float value) {
    assertFalse(new RangeEncoding(1, 40).encode(new float[] {0, value, 0}, 1, new long[3]));
  }

  @Test
  void encode_valueAtTheRange_isAccepted() {
    long[] target = new long[2];

    assertTrue(new RangeEncoding(1, 40).encode(new float[] {1, -1}, 1, target));
    assertArrayEquals(new long[] {1L << 40, -(1L << 40)}, target);
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4})
  void forSum_everyClientAtTheRange_doesNotWrap(long seed) {
    RandomStream stream = RandomKey.of(seed).stream();
    for (int i = 0; i < 500; i++) {
      float range = (float) Math.scalb(1 + stream.nextDouble(), (int) stream.nextLong(60) - 59);
      long clients = 1 + stream.nextLong(1 << 10);
      long weight = 1 + stream.nextLong(1 << 25);
      RangeEncoding encoding = RangeEncoding.forSum(range, (double) clients * weight);
      long[] target = new long[2];

      assertTrue(encoding.bits() >= Encoding.LEAST_BITS);
      assertTrue(encoding.encode(new float[] {range, -range}, weight, target));
      BigInteger exact =
          new BigDecimal(Math.scalb((double) range, encoding.bits()))
              .setScale(0, RoundingMode.HALF_EVEN)
              .toBigIntegerExact()
              .multiply(BigInteger.valueOf(weight));
      assertEquals(exact, BigInteger.valueOf(target[0]));
      assertEquals(exact.negate(), BigInteger.valueOf(target[1]));
      assertTrue(exact.multiply(BigInteger.valueOf(clients)).bitLength() <= 63);
    }
  }

  @Test
  void forSum_tooLittleRoom_namesTheKey() {
    assertEquals(24, RangeEncoding.forSum(1, 0x1p37).bits());
    InvalidInputException refusal =
        assertThrows(InvalidInputException.class, () -> RangeEncoding.forSum(1, 0x1p38));
    assertTrue(refusal.getMessage().startsWith("aggregator.range: "), refusal.getMessage());
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
  void forSum_rangeNotPositive_namesTheKey(double range) {
    InvalidInputException refusal =
        assertThrows(InvalidInputException.class, () -> RangeEncoding.forSum(range, 10));
    assertTrue(refusal.getMessage().startsWith("aggregator.range: "), refusal.getMessage());
  }

  @Test
  void serialised_encoding_staysEqual() {
    assertEquals(RangeEncoding.forSum(2, 9), RoundTrip.of(RangeEncoding.forSum(2, 9)));
  }
}
