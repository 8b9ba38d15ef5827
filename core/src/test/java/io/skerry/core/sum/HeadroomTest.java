package io.skerry.core.sum;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class HeadroomTest {

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "1, 60",
    "1.999, 60",
    "2, 60",
    "3.999, 60",
    "4, 59",
    "1000, 52",
    "1024, 51",
    "1e-9, 60",
    "4.9e-324, 60"
  })
  void bits_magnitude_equalsHandValue(double magnitude, int bits) {
    assertEquals(bits, Headroom.bits(magnitude));
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(doubles = {2, 3, 4, 5.5, 1e3, 0x1p20, 0x1.fffffffffffffp20, 7e10, 1e17})
  void bits_magnitude_isTheLargestBelow2To62(double magnitude) {
    int bits = Headroom.bits(magnitude);

    assertTrue(Math.scalb(magnitude, bits) < 0x1p62);
    assertTrue(bits == 60 || Math.scalb(magnitude, bits + 1) >= 0x1p62);
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
  void bits_notAMagnitude_isRefused(double magnitude) {
    assertThrows(IllegalArgumentException.class, () -> Headroom.bits(magnitude));
  }
}
