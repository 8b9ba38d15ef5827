package io.skerry.clients.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skerry.clients.kernels.Floats;
import io.skerry.core.random.RandomKey;
import io.skerry.core.random.RandomStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class DropoutTest {
  private static final int WIDTH = 10_000;
  private static final Dropout DROPOUT = new Dropout(WIDTH, 0.25);

  @Test
  void forward_inTraining_dropsTheRateAndKeepsTheMean() {
    float[] outputs = forward(RandomKey.of(1).stream());
    int dropped = 0;
    for (float output : outputs) {
      assertTrue(output == 0 || output == (float) (1 / 0.75), "an output of " + output);
      dropped += output == 0 ? 1 : 0;
    }
    // Five standard deviations of a binomial count.
    assertEquals(0.25 * WIDTH, dropped, 5 * Math.sqrt(WIDTH * 0.25 * 0.75));
  }

  @Test
  void forward_inEvaluation_passesAll() {
    float[] ones = new float[WIDTH];
    Arrays.fill(ones, 1);
    assertEquals(Arrays.toString(ones), Arrays.toString(forward(null)));
  }

  @Test
  void forward_ofTheNextBatch_dropsOthers_ofTheSameKey_theSame() {
    RandomStream stream = RandomKey.of(1).stream();
    String first = Arrays.toString(forward(stream));
    assertNotEquals(first, Arrays.toString(forward(stream)));
    assertEquals(first, Arrays.toString(forward(RandomKey.of(1).stream())));
  }

  private static float[] forward(@Nullable RandomStream draws) {
    Floats ones = Floats.allocate(WIDTH);
    ones.fill(0, WIDTH, 1);
    Floats outputs = Floats.allocate(WIDTH);
    Batch batch = new Batch(Floats.allocate(DROPOUT.memory(1))).start(1, draws);
    DROPOUT.forward(batch, Floats.allocate(0), ones, outputs);
    float[] values = new float[WIDTH];
    outputs.read(values, WIDTH);
    return values;
  }
}
