package io.skerry.privacy.secureaggregation;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Chi-square of the bytes of vectors against uniform, with 255 degrees of freedom. */
final class UniformityTest {
  /**
   * The quantile at 1 - 10^-6: 255 (1 - 2/(9 255) + 4.7534 sqrt(2/(9 255)))^3 (Wilson, Hilferty).
   */
  private static final double QUANTILE = 377.2;

  private static final int LENGTH = 20_000;
  private final Cast cast = Cast.complete(5, LENGTH, false);

  @Test
  void maskedVector_ofZeros_cannotBeToldFromUniform() {
    Contribution zeros = Contribution.of(new long[LENGTH], 1);
    List<long[]> seen = Vectors.masked(cast, i -> zeros);
    seen.forEach(vector -> assertTrue(chiSquare(vector) < QUANTILE));
  }

  @Test
  void maskedVector_ofAConstant_cannotBeToldFromUniformAtAnyByte() {
    long[] constant = new long[LENGTH];
    Arrays.fill(constant, 12345);
    List<long[]> seen = Vectors.masked(cast, i -> Contribution.of(constant, 600));
    for (long[] vector : seen) {
      for (int b = 0; b < Long.BYTES; b++) {
        assertTrue(chiSquare(vector, b, b + 1) < QUANTILE);
      }
    }
  }

  @Test
  void differenceOfTwoMaskedVectors_cannotBeToldFromUniform() {
    Contribution zeros = Contribution.of(new long[LENGTH], 1);
    List<long[]> seen = Vectors.masked(cast, i -> zeros);
    long[] difference = seen.get(0).clone();
    for (int i = 0; i < LENGTH; i++) {
      difference[i] -= seen.get(1)[i];
    }
    assertTrue(chiSquare(difference) < QUANTILE);
  }

  @Test
  void sumOfAllButOne_cannotBeToldFromUniform() {
    Contribution zeros = Contribution.of(new long[LENGTH], 1);
    List<long[]> seen = Vectors.masked(cast, i -> zeros);
    long[] sum = new long[LENGTH + 2];
    seen.subList(1, seen.size()).forEach(vector -> SecureServer.addTo(sum, vector));
    assertTrue(chiSquare(sum) < QUANTILE);
  }

  @Test
  void plainVector_isToldFromUniform() {
    assertTrue(chiSquare(Contribution.of(new long[LENGTH], 1).packed()) > QUANTILE);
  }

  private static double chiSquare(long[] vector) {
    return chiSquare(vector, 0, Long.BYTES);
  }

  private static double chiSquare(long[] vector, int fromByte, int untilByte) {
    long[] counts = new long[256];
    for (long value : vector) {
      for (int b = fromByte; b < untilByte; b++) {
        counts[(int) (value >>> (8 * b)) & 255]++;
      }
    }
    double expected = vector.length * (untilByte - fromByte) / 256.0;
    double sum = 0;
    for (long count : counts) {
      sum += (count - expected) * (count - expected) / expected;
    }
    return sum;
  }
}
