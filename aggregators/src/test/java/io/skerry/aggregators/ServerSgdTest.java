package io.skerry.aggregators;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.skerry.core.InvalidInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ServerSgdTest {

  @Test
  void step_update_isAddedAtTheRateAndArgumentsStay() {
    float[] parameters = {1, -2};
    float[] update = {4, 0.5f};

    assertArrayEquals(new float[] {3, -1.75f}, new ServerSgd(0.5).step(parameters, update));
    assertArrayEquals(new float[] {1, -2}, parameters);
    assertArrayEquals(new float[] {4, 0.5f}, update);
  }

  @Test
  void step_productThatIsNoFloat_isRoundedOnlyAfterTheSum() {
    // The exact sum is 1 + 0.75 ulp(1).
    float[] update = {7.5f * 0x1p-23f};

    float[] next = new ServerSgd(0.1).step(new float[] {1}, update);

    assertArrayEquals(new float[] {(float) (1 + 0.1 * (double) update[0])}, next);
    assertArrayEquals(new float[] {Math.nextUp(1f)}, next);
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(doubles = {0, -0.5, Double.NaN, Double.POSITIVE_INFINITY})
  void constructor_rateNotPositive_namesTheKey(double rate) {
    InvalidInputException refusal =
        assertThrows(InvalidInputException.class, () -> new ServerSgd(rate));
    assertEquals("server.rate: expected a positive number, not " + rate, refusal.getMessage());
  }
}
