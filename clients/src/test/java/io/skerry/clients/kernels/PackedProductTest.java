package io.skerry.clients.kernels;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import io.skerry.core.random.RandomKey;
import io.skerry.core.random.RandomStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PackedProductTest {

  @ParameterizedTest
  @CsvSource({"1, 1, 32", "4, 3, 64", "5, 7, 32", "12, 40, 96"})
  void add_anyShape_equalsChainsOfFusedMultiplyAdds(int rows, int in, int out) {
    RandomStream stream = RandomKey.of(3).stream();
    int stride = in + 2;
    float[] x = values(stream, 1 + rows * stride);
    float[] matrix = values(stream, in * out);
    float[] y = values(stream, 2 + rows * out);
    float[] packed = new float[in * out];
    float[] expected = y.clone();
    for (int k = 0; k < in; k++) {
      for (int c = 0; c < out; c++) {
        packed[PackedProduct.index(in, k, c)] = matrix[k * out + c];
      }
    }
    for (int row = 0; row < rows; row++) {
      for (int c = 0; c < out; c++) {
        for (int k = 0; k < in; k++) {
          int at = 2 + row * out + c;
          expected[at] = Math.fma(x[1 + row * stride + k], matrix[k * out + c], expected[at]);
        }
      }
    }
    PackedProduct.add(rows, in, out, x, 1, stride, packed, y, 2);
    assertArrayEquals(expected, y);
  }

  private static float[] values(RandomStream stream, int size) {
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = (float) (2 * stream.nextDouble() - 1);
    }
    return values;
  }
}
