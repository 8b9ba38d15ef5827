package io.skerry.clients.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.skerry.clients.kernels.Blas;
import io.skerry.clients.kernels.Floats;
import io.skerry.core.model.ParameterLayout;
import io.skerry.core.random.RandomKey;
import io.skerry.core.random.RandomStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every layer; a new layer is one more line. */
final class LayerLawsTest {
  private static final float STEP = 1 / 64f;
  private static final int ROWS = 3;

  static Stream<Layer> layers() {
    return Stream.of(
        new Dense(1, 1, Initial.ZERO),
        new Dense(5, 3, Initial.GLOROT_UNIFORM),
        new Dense(17, 20, Initial.GLOROT_UNIFORM),
        new Relu(1),
        new Relu(6));
  }

  /** The loss is sum_i c_i y_i, so that c is the gradient by the outputs. */
  @ParameterizedTest
  @MethodSource("layers")
  void gradients_ofAnyLayer_equalCentralDifferences(Layer layer) {
    Blas.start();
    RandomStream stream = RandomKey.of(1).stream();
    int size = layer.addTo(ParameterLayout.empty(), 1).size();
    Floats parameters = awayFromZero(stream, size);
    Floats inputs = awayFromZero(stream, ROWS * layer.inputs());
    Floats outputs = undefined(ROWS * layer.outputs());
    Floats outputGradient = awayFromZero(stream, ROWS * layer.outputs());
    layer.forward(ROWS, parameters, inputs, outputs);
    Floats inputGradient = undefined(ROWS * layer.inputs());
    layer.inputGradient(ROWS, parameters, inputs, outputs, outputGradient, inputGradient);
    Floats target = Floats.allocate(size);
    for (int i = 0; i < size; i++) {
      target.set(i, 10);
    }
    layer.addGradient(ROWS, inputs, outputGradient, -2, target);

    Floats scratch = undefined(ROWS * layer.outputs());
    for (int i = 0; i < ROWS * layer.inputs(); i++) {
      double expected =
          centralDifference(layer, parameters, inputs, outputGradient, scratch, inputs, i);
      assertEquals(expected, inputGradient.get(i), 1e-3, "by input " + i);
    }
    for (int i = 0; i < size; i++) {
      double expected =
          centralDifference(layer, parameters, inputs, outputGradient, scratch, parameters, i);
      assertEquals(10 - 2 * expected, target.get(i), 1e-3, "by parameter " + i);
    }
  }

  @ParameterizedTest
  @MethodSource("layers")
  void initialise_ofAnyLayer_staysWithinItsParameters(Layer layer) {
    int size = layer.addTo(ParameterLayout.empty(), 1).size();
    float[] parameters = new float[size + 2];
    parameters[0] = 7;
    parameters[size + 1] = 8;
    layer.initialise(RandomKey.of(1), parameters, 1);
    assertEquals(7, parameters[0]);
    assertEquals(8, parameters[size + 1]);
  }

  private static double centralDifference(
      Layer layer,
      Floats parameters,
      Floats inputs,
      Floats coefficients,
      Floats outputs,
      Floats varied,
      int index) {
    float value = varied.get(index);
    varied.set(index, value + STEP);
    double above = loss(layer, parameters, inputs, coefficients, outputs);
    varied.set(index, value - STEP);
    double below = loss(layer, parameters, inputs, coefficients, outputs);
    varied.set(index, value);
    return (above - below) / (2 * STEP);
  }

  private static double loss(
      Layer layer, Floats parameters, Floats inputs, Floats coefficients, Floats outputs) {
    layer.forward(ROWS, parameters, inputs, outputs);
    double sum = 0;
    for (int i = 0; i < ROWS * layer.outputs(); i++) {
      sum += (double) coefficients.get(i) * outputs.get(i);
    }
    return sum;
  }

  /** Values in +-[0.1, 1.1]: no step crosses a kink at zero. */
  private static Floats awayFromZero(RandomStream stream, int size) {
    Floats floats = Floats.allocate(size);
    for (int i = 0; i < size; i++) {
      double magnitude = 0.1 + stream.nextDouble();
      floats.set(i, (float) (stream.nextInt(2) == 0 ? magnitude : -magnitude));
    }
    return floats;
  }

  private static Floats undefined(int size) {
    Floats floats = Floats.allocate(size);
    for (int i = 0; i < size; i++) {
      floats.set(i, Float.NaN);
    }
    return floats;
  }
}
