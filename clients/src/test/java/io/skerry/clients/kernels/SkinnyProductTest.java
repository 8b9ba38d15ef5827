package io.skerry.clients.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.skerry.core.random.RandomKey;
import io.skerry.core.random.RandomStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SkinnyProductTest {

  @ParameterizedTest(name = "{0} x {1} x {2}")
  @CsvSource({"1,1,1", "2,7,3", "5,8,2", "6,9,4", "10,60,10", "32,200,7", "3,784,20"})
  void add_anyShape_equalsThePlainFormToTheBit(int rows, int in, int out) {
    RandomStream stream = RandomKey.of(rows).child(in).child(out).stream();
    Floats x = random(stream, rows * in);
    Floats w = random(stream, out * in);
    Floats y = random(stream, rows * out);
    float[] expected = new float[rows * out];
    for (int i = 0; i < expected.length; i++) {
      expected[i] = y.get(i) + dot(in, x, i / out * in, w, i % out * in);
    }

    SkinnyProduct product = new SkinnyProduct();
    leaveOtherValues(product);
    product.add(rows, in, out, x, w, y);

    for (int i = 0; i < expected.length; i++) {
      assertEquals(expected[i], y.get(i), "value " + i);
    }
  }

  /** Values of an earlier product must not reach a smaller one. */
  private static void leaveOtherValues(SkinnyProduct product) {
    Floats x = Floats.allocate(32 * 800);
    Floats w = Floats.allocate(2 * 800);
    for (int i = 0; i < x.size(); i++) {
      x.set(i, Float.NaN);
    }
    for (int i = 0; i < w.size(); i++) {
      w.set(i, Float.NaN);
    }
    product.add(32, 800, 2, x, w, Floats.allocate(64));
  }

  /** The order that the kernel promises, in plain Java. */
  private static float dot(int length, Floats x, int atX, Floats w, int atW) {
    float[] lanes = new float[SkinnyProduct.LANES];
    for (int i = 0; i < length; i++) {
      int lane = i % lanes.length;
      lanes[lane] = Math.fma(x.get(atX + i), w.get(atW + i), lanes[lane]);
    }
    for (int half = lanes.length / 2; half > 0; half /= 2) {
      for (int lane = 0; lane < half; lane++) {
        lanes[lane] += lanes[lane + half];
      }
    }
    return lanes[0];
  }

  private static Floats random(RandomStream stream, int size) {
    Floats floats = Floats.allocate(size);
    for (int i = 0; i < size; i++) {
      floats.set(i, (float) (2 * stream.nextDouble() - 1));
    }
    return floats;
  }
}
