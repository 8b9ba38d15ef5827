package io.skerry.core.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.skerry.core.InvalidInputException;
import io.skerry.core.random.RandomKey;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class HoldOutTest {
  private static final HoldOut TENTH = new HoldOut(0.1, RandomKey.of(5));

  @ParameterizedTest
  @CsvSource({"0, 0", "1, 0", "2, 1", "19, 1", "20, 2", "100, 10"})
  void split_ofAnySize_holdsOutATenthAndLosesNothing(int size, int held) {
    HoldOut.Split split = TENTH.split(7, size);
    assertEquals(held, split.test().length);
    int[] all =
        IntStream.concat(Arrays.stream(split.train()), Arrays.stream(split.test())).toArray();
    Arrays.sort(all);
    assertArrayEquals(IntStream.range(0, size).toArray(), all);
    assertArrayEquals(Arrays.stream(split.train()).sorted().toArray(), split.train());
    assertArrayEquals(Arrays.stream(split.test()).sorted().toArray(), split.test());
  }

  @Test
  void split_ofAnotherClient_isAnother() {
    assertArrayEquals(TENTH.split(7, 200).test(), TENTH.split(7, 200).test());
    assertFalse(Arrays.equals(TENTH.split(7, 200).test(), TENTH.split(8, 200).test()));
  }

  @ParameterizedTest
  @CsvSource({"0", "1", "-0.5", "NaN"})
  void new_fractionThatIsNone_isRefused(double fraction) {
    assertThrows(InvalidInputException.class, () -> new HoldOut(fraction, RandomKey.of(1)));
  }
}
