package io.skerry.clients.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.skerry.core.random.RandomKey;
import io.skerry.core.random.RandomStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class BlasTest {

  @ParameterizedTest(name = "{0} x {1} x {2}")
  @CsvSource({"1,1,1", "2,3,4", "10,60,10", "7,784,200", "64,33,5"})
  void products_ofAnyShape_equalTheirDefinition(int rows, int in, int out) {
    RandomStream stream = RandomKey.of(rows).child(in).child(out).stream();
    Floats x = random(stream, rows * in);
    Floats w = random(stream, out * in);
    Floats y = random(stream, rows * out);

    Floats sum = copy(y);
    Blas.addProductWithTransposed(rows, in, out, x, w, sum);
    Floats product = Floats.allocate(rows * in);
    product.set(0, Float.NaN);
    Blas.product(rows, in, out, y, w, product);
    Floats moved = copy(w);
    Blas.addTransposedProduct(rows, in, out, -0.5f, y, x, moved);

    for (int r = 0; r < rows; r++) {
      for (int o = 0; o < out; o++) {
        double expected = y.get(r * out + o);
        for (int i = 0; i < in; i++) {
          expected += (double) x.get(r * in + i) * w.get(o * in + i);
        }
        assertEquals(expected, sum.get(r * out + o), 1e-4);
      }
      for (int i = 0; i < in; i++) {
        double expected = 0;
        for (int o = 0; o < out; o++) {
          expected += (double) y.get(r * out + o) * w.get(o * in + i);
        }
        assertEquals(expected, product.get(r * in + i), 1e-4);
      }
    }
    for (int o = 0; o < out; o++) {
      for (int i = 0; i < in; i++) {
        double expected = w.get(o * in + i);
        for (int r = 0; r < rows; r++) {
          expected -= 0.5 * y.get(r * out + o) * x.get(r * in + i);
        }
        assertEquals(expected, moved.get(o * in + i), 1e-4);
      }
    }
  }

  @Test
  void add_andScale_actOnEachValue() {
    Floats x = Floats.allocate(2);
    Floats y = Floats.allocate(2);
    x.write(0, new float[] {8, -2}, 2);
    y.write(0, new float[] {4, 1}, 2);
    Blas.add(0.25f, x, y);
    assertEquals(6, y.get(0));
    assertEquals(0.5f, y.get(1));
    Blas.scale(3, y);
    assertEquals(18, y.get(0));
    assertEquals(1.5f, y.get(1));
    Blas.add(-0.5f, y, y);
    assertEquals(9, y.get(0));
    assertEquals(0.75f, y.get(1));
  }

  @Test
  void squaredNorm_ofManyValues_isTheSumOfSquares() {
    Floats x = Floats.allocate(1000);
    x.fill(0.5f);
    x.set(999, -3);
    assertEquals(999 * 0.25 + 9, Blas.squaredNorm(x));
  }

  private static Floats random(RandomStream stream, int size) {
    Floats floats = Floats.allocate(size);
    for (int i = 0; i < size; i++) {
      floats.set(i, (float) (2 * stream.nextDouble() - 1));
    }
    return floats;
  }

  private static Floats copy(Floats source) {
    Floats copy = Floats.allocate(source.size());
    copy.write(0, source, 0, source.size());
    return copy;
  }
}
