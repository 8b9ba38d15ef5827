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
        new Relu(6),
        conv(new Image(1, 5, 6), 3, 3, 1, Padding.SAME),
        conv(new Image(2, 6, 5), 3, 5, 1, Padding.SAME),
        conv(new Image(2, 5, 6), 4, 3, 1, Padding.VALID),
        conv(new Image(2, 6, 7), 2, 3, 2, Padding.SAME),
        conv(new Image(1, 7, 5), 2, 2, 2, Padding.VALID),
        conv(new Image(1, 2, 3), 2, 5, 3, Padding.SAME),
        new MaxPool(new Image(2, 4, 6), 2),
        new MaxPool(new Image(1, 7, 5), 3),
        new Dropout(7, 0.5),
        new Embedding(4, 5, 3),
        new Lstm(1, 2, 1),
        new Lstm(4, 3, 5),
        new Lstm(3, 2, 33),
        new LastStep(3, 2));
  }

  private static Conv2d conv(Image image, int filters, int kernel, int stride, Padding padding) {
    return new Conv2d(new Patches(image, kernel, stride, padding), filters, Initial.GLOROT_UNIFORM);
  }

  /** The loss is sum_i c_i y_i, so that c is the gradient by the outputs. */
  @ParameterizedTest
  @MethodSource("layers")
  void gradients_ofAnyLayer_equalCentralDifferences(Layer layer) {
    RandomStream stream = RandomKey.of(1).stream();
    int size = layer.addTo(ParameterLayout.empty(), 1).size();
    Floats parameters = awayFromZero(stream, size);
    Floats inputs = inputs(layer, stream);
    Floats outputs = undefined(ROWS * layer.outputs());
    Floats outputGradient = awayFromZero(stream, ROWS * layer.outputs());
    Batch batch = batch(layer);
    layer.forward(batch, parameters, inputs, outputs);
    Floats inputGradient = undefined(ROWS * layer.inputs());
    layer.inputGradient(batch, parameters, inputs, outputs, outputGradient, inputGradient);
    Floats target = Floats.allocate(size);
    for (int i = 0; i < size; i++) {
      target.set(i, 10);
    }
    layer.addGradient(batch, inputs, outputGradient, -2, target);

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

  @ParameterizedTest
  @MethodSource("layers")
  void squaredNorms_ofAnyLayer_areThoseOfEachRowsOwnGradient(Layer layer) {
    double[] squares = {1, 1, 1};
    backward(
        layer,
        -1,
        (batch, inputs, gradient) -> {
          layer.addSquaredNorms(batch, inputs, gradient, squares);
        });
    for (int row = 0; row < ROWS; row++) {
      float[] only = new float[ROWS];
      only[row] = 1;
      double expected = Blas.squaredNorm(weighed(layer, -1, only));
      assertEquals(expected, squares[row] - 1, 1e-5 * expected, "of row " + row);
    }
  }

  @ParameterizedTest
  @MethodSource("layers")
  void scaleRows_ofAnyLayer_weighsTheSumOfTheRowsGradients(Layer layer) {
    float[] factors = {0.5f, 2, 0.25f};
    Floats sum = weighed(layer, -1, factors);
    for (int row = 0; row < ROWS; row++) {
      float[] only = new float[ROWS];
      only[row] = 1;
      Blas.add(-factors[row], weighed(layer, -1, only), sum);
    }
    for (int i = 0; i < sum.size(); i++) {
      assertEquals(0, sum.get(i), 1e-5, "by parameter " + i);
    }
  }

  @ParameterizedTest
  @MethodSource("layers")
  void scaleRows_ofARowThatIsNoNumber_forgetsIt(Layer layer) {
    Floats sum = weighed(layer, 1, new float[] {1, 0, 1});
    Floats expected = weighed(layer, -1, new float[] {1, 0, 1});
    for (int i = 0; i < sum.size(); i++) {
      assertEquals(expected.get(i), sum.get(i), "by parameter " + i);
    }
  }

  /** The sum of the rows' gradients by the parameters, each times its factor. */
  private static Floats weighed(Layer layer, int broken, float[] factors) {
    Floats target = Floats.allocate(layer.addTo(ParameterLayout.empty(), 1).size());
    backward(
        layer,
        broken,
        (batch, inputs, gradient) -> {
          layer.scaleRows(batch, inputs, gradient, factors);
          layer.addGradient(batch, inputs, gradient, 1, target);
        });
    return target;
  }

  private interface AfterBackward {
    void accept(Batch batch, Floats inputs, Floats outputGradient);
  }

  /**
   * A batch forth and back.
   *
   * @param broken a row whose numbers are none; -1 for no such row
   */
  private static void backward(Layer layer, int broken, AfterBackward then) {
    RandomStream stream = RandomKey.of(1).stream();
    Floats parameters = awayFromZero(stream, layer.addTo(ParameterLayout.empty(), 1).size());
    Floats inputs = inputs(layer, stream);
    Floats outputs = undefined(ROWS * layer.outputs());
    Floats outputGradient = awayFromZero(stream, ROWS * layer.outputs());
    if (broken >= 0) {
      if (!(layer instanceof Embedding)) {
        inputs.fill(broken * layer.inputs(), layer.inputs(), Float.NaN);
      }
      outputGradient.fill(broken * layer.outputs(), layer.outputs(), Float.POSITIVE_INFINITY);
    }
    Batch batch = batch(layer);
    layer.forward(batch, parameters, inputs, outputs);
    Floats inputGradient = undefined(ROWS * layer.inputs());
    layer.inputGradient(batch, parameters, inputs, outputs, outputGradient, inputGradient);
    then.accept(batch, inputs, outputGradient);
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
    layer.forward(batch(layer), parameters, inputs, outputs);
    double sum = 0;
    for (int i = 0; i < ROWS * layer.outputs(); i++) {
      sum += (double) coefficients.get(i) * outputs.get(i);
    }
    return sum;
  }

  /** A batch in training, each with the same draws. */
  private static Batch batch(Layer layer) {
    return new Batch(undefined(layer.memory(ROWS))).start(ROWS, RandomKey.of(2).stream());
  }

  private static Floats inputs(Layer layer, RandomStream stream) {
    Floats inputs = awayFromZero(stream, ROWS * layer.inputs());
    if (layer instanceof Embedding embedding) {
      for (int i = 0; i < inputs.size(); i++) {
        inputs.set(i, stream.nextInt(embedding.vocabulary()));
      }
    }
    return inputs;
  }

  /** Values in +-[0.1, 1.1]: no step crosses zero, and none a neighbour, 1/29 or more away. */
  private static Floats awayFromZero(RandomStream stream, int size) {
    Floats floats = Floats.allocate(size);
    for (int i = 0; i < size; i++) {
      double magnitude = 0.1 + i * 7 % 29 / 29.0;
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
