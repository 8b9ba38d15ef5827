package io.skerry.clients.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.skerry.clients.kernels.Floats;
import io.skerry.core.random.RandomKey;
import io.skerry.core.random.RandomStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class Conv2dTest {
  private static final int ROWS = 2;
  private static final int FILTERS = 3;

  @ParameterizedTest
  @CsvSource({
    "1, 28, 28, 5, 1, SAME",
    "2, 6, 5, 3, 1, SAME",
    "2, 6, 5, 3, 1, VALID",
    "2, 7, 8, 3, 2, SAME",
    "1, 7, 8, 2, 3, VALID",
    "3, 2, 3, 5, 1, SAME",
    "1, 1, 1, 5, 1, SAME",
    "1, 2, 1, 7, 2, SAME",
    "1, 1, 1, 1, 1, VALID"
  })
  void forward_ofAnyShape_equalsItsDefinition(
      int channels, int height, int width, int kernel, int stride, Padding padding) {
    Image image = new Image(channels, height, width);
    Conv2d conv = new Conv2d(new Patches(image, kernel, stride, padding), FILTERS, Initial.ZERO);
    RandomStream stream = RandomKey.of(8).stream();
    int weights = FILTERS * channels * kernel * kernel;
    Floats parameters = random(stream, weights + FILTERS);
    Floats inputs = random(stream, ROWS * conv.inputs());
    Floats outputs = random(stream, ROWS * conv.outputs());
    Batch batch = new Batch(random(stream, conv.memory(ROWS))).start(ROWS, null);
    conv.forward(batch, parameters, inputs, outputs);

    Image output = conv.output();
    int top = padding.before(height, kernel, stride);
    int left = padding.before(width, kernel, stride);
    int at = 0;
    for (int row = 0; row < ROWS; row++) {
      for (int f = 0; f < FILTERS; f++) {
        for (int y = 0; y < output.height(); y++) {
          for (int x = 0; x < output.width(); x++, at++) {
            double expected = parameters.get(weights + f);
            for (int c = 0; c < channels; c++) {
              for (int i = 0; i < kernel; i++) {
                for (int j = 0; j < kernel; j++) {
                  int line = y * stride + i - top;
                  int column = x * stride + j - left;
                  if (line >= 0 && line < height && column >= 0 && column < width) {
                    int w = ((f * channels + c) * kernel + i) * kernel + j;
                    int from = ((row * channels + c) * height + line) * width + column;
                    expected += (double) parameters.get(w) * inputs.get(from);
                  }
                }
              }
            }
            assertEquals(expected, outputs.get(at), 1e-4);
          }
        }
      }
    }
  }

  private static Floats random(RandomStream stream, int size) {
    Floats floats = Floats.allocate(size);
    for (int i = 0; i < size; i++) {
      floats.set(i, (float) (2 * stream.nextDouble() - 1));
    }
    return floats;
  }
}
