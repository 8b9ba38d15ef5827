package io.skerry.clients.kernels;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import io.skerry.core.random.RandomKey;
import io.skerry.core.random.RandomStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ProductTest {

  @ParameterizedTest(name = "{0} x {1}, {2} deep")
  @CsvSource({
    "1, 1, 1",
    "3, 15, 4",
    "10, 16, 60",
    "10, 17, 7",
    "7, 31, 5",
    "17, 32, 9",
    "8, 47, 3",
    "9, 48, 3",
    "5, 60, 10",
    "70, 17, 10",
    "1, 33, 10",
    "3, 32, 10",
    "20, 64, 2",
    "33, 77, 11",
    "16, 112, 6",
    "3, 200, 900",
    "2, 0, 3",
    "2, 20, 0"
  })
  void add_anyShape_equalsThePlainFormToTheBit(int rows, int columns, int depth) {
    RandomStream stream = RandomKey.of(3).child(rows).child(columns).stream();
    float[] a = values(stream, 3 + rows * depth);
    float[] b = values(stream, 5 + depth * (columns + 2));
    float[] expected = values(stream, 2 + rows * (columns + 1));
    float[] sum = expected.clone();
    int line = columns + 2;
    int stride = columns + 1;
    Product.plain(rows, columns, depth, a, 3, depth, b, 5, line, expected, 2, stride);
    Product.add(rows, columns, depth, a, 3, depth, b, 5, line, sum, 2, stride);

    assertArrayEquals(expected, sum);
  }

  private static float[] values(RandomStream stream, int size) {
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = (float) (2 * stream.nextDouble() - 1);
    }
    return values;
  }
}
