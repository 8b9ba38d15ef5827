package io.skerry.clients.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.skerry.clients.kernels.Floats;
import io.skerry.core.InvalidInputException;
import org.junit.jupiter.api.Test;

final class LstmTest {

  /** W_x, W_h, b_x, b_h of one unit, gates in the order i, f, g, o; computed by the formulas. */
  @Test
  void forward_ofOneUnit_isAsByHand() {
    float[] weights = {0.5f, -1, 2, 1, 0.25f, 0.5f, -0.75f, 1, 0.1f, 0.2f, 0, 0, 0, 0.3f, 0.1f, -1};
    float[] inputs = {1, -2};
    Lstm lstm = new Lstm(2, 1, 1);
    Floats outputs = Floats.allocate(2);
    lstm.forward(
        new Batch(Floats.allocate(lstm.memory(1))).start(1, null),
        floats(weights),
        floats(inputs),
        outputs);
    double c = 0;
    double h = 0;
    for (int t = 0; t < 2; t++) {
      double[] z = new double[4];
      for (int gate = 0; gate < 4; gate++) {
        z[gate] =
            weights[gate] * inputs[t]
                + weights[4 + gate] * h
                + weights[8 + gate]
                + weights[12 + gate];
      }
      c = sigmoid(z[1]) * c + sigmoid(z[0]) * StrictMath.tanh(z[2]);
      h = sigmoid(z[3]) * StrictMath.tanh(c);
      assertEquals(h, outputs.get(t), 1e-6, "h of step " + t);
    }
  }

  @Test
  void embedding_ofAnUnknownToken_isRefusedByItsId() {
    Embedding embedding = new Embedding(1, 3, 1);
    for (float token : new float[] {-1, 3}) {
      assertThrows(
          InvalidInputException.class,
          () ->
              embedding.forward(
                  new Batch(Floats.allocate(0)).start(1, null),
                  Floats.allocate(3),
                  floats(new float[] {token}),
                  Floats.allocate(1)));
    }
  }

  private static Floats floats(float... values) {
    Floats floats = Floats.allocate(values.length);
    floats.write(0, values, values.length);
    return floats;
  }

  private static double sigmoid(double x) {
    return 1 / (1 + StrictMath.exp(-x));
  }
}
