package io.skerry.clients.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.skerry.clients.kernels.Floats;
import io.skerry.core.model.ParameterLayout;
import io.skerry.core.random.RandomKey;
import io.skerry.core.random.RandomStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.factory.Nd4j;

/** Layers at the sizes of the published models give what ND4J's operations give. */
final class TensorLibraryTest {
  private static final int ROWS = 4;
  private static final double RELATIVE = 1e-5;

  @ParameterizedTest
  @CsvSource({"784, 200", "200, 10", "3136, 512"})
  void dense_agreesWithNd4j(int in, int out) {
    Pass pass = new Pass(new Dense(in, out, Initial.GLOROT_UNIFORM));
    INDArray inputs = array(pass.inputs, 0, ROWS, in);
    INDArray weights = array(pass.parameters, 0, out, in);
    INDArray bias = array(pass.parameters, in * out, 1, out);
    INDArray gradient = array(pass.outputGradient, 0, ROWS, out);

    assertAgree(inputs.mmul(weights.transpose()).addRowVector(bias), pass.outputs, 0);
    assertAgree(gradient.mmul(weights), pass.inputGradient, 0);
    assertAgree(gradient.transpose().mmul(inputs), pass.parameterGradient, 0);
    assertAgree(gradient.sum(0), pass.parameterGradient, in * out);
  }

  @ParameterizedTest
  @CsvSource({
    "1, 28, 5, 1, 32, SAME",
    "32, 14, 5, 1, 64, SAME",
    "1, 28, 3, 1, 32, VALID",
    "3, 15, 3, 2, 8, SAME"
  })
  void convolution_agreesWithNd4j(
      int channels, int side, int kernel, int stride, int filters, Padding padding) {
    Patches patches = new Patches(new Image(channels, side, side), kernel, stride, padding);
    Conv2d conv = new Conv2d(patches, filters, Initial.GLOROT_UNIFORM);
    int weights = filters * patches.rows();
    Pass pass = new Pass(conv);
    INDArray inputs = array(pass.inputs, 0, ROWS, channels, side, side);
    INDArray w = array(pass.parameters, 0, filters, channels, kernel, kernel);
    INDArray bias = array(pass.parameters, weights, filters);
    int height = conv.output().height();
    int width = conv.output().width();
    INDArray outputs = Nd4j.create(ROWS, filters, height, width);
    INDArray gradient = array(pass.outputGradient, 0, ROWS, filters, height, width);
    INDArray byInputs = Nd4j.create(ROWS, channels, side, side);
    INDArray byWeights = Nd4j.create(filters, channels, kernel, kernel);
    INDArray byBias = Nd4j.create(filters);
    // Kernel, stride, padding and dilation; SAME or not; NCHW; weights as [out, in, height, width].
    int same = padding == Padding.SAME ? 1 : 0;
    int[] arguments = {kernel, kernel, stride, stride, 0, 0, 1, 1, same, 0, 1};
    Nd4j.exec(
        DynamicCustomOp.builder("conv2d")
            .addInputs(inputs, w, bias)
            .addOutputs(outputs)
            .addIntegerArguments(arguments)
            .build());
    Nd4j.exec(
        DynamicCustomOp.builder("conv2d_bp")
            .addInputs(inputs, w, bias, gradient)
            .addOutputs(byInputs, byWeights, byBias)
            .addIntegerArguments(arguments)
            .build());

    assertAgree(outputs, pass.outputs, 0);
    assertAgree(byInputs, pass.inputGradient, 0);
    assertAgree(byWeights, pass.parameterGradient, 0);
    assertAgree(byBias, pass.parameterGradient, weights);
  }

  /** One pass of a layer forward and backward over random values. */
  private static final class Pass {
    final Floats parameters;
    final Floats inputs;
    final Floats outputs;
    final Floats outputGradient;
    final Floats inputGradient;
    final Floats parameterGradient;

    Pass(Layer layer) {
      RandomStream stream = RandomKey.of(6).stream();
      int size = layer.addTo(ParameterLayout.empty(), 1).size();
      parameters = random(stream, size);
      inputs = random(stream, ROWS * layer.inputs());
      outputs = Floats.allocate(ROWS * layer.outputs());
      outputGradient = random(stream, ROWS * layer.outputs());
      inputGradient = Floats.allocate(ROWS * layer.inputs());
      parameterGradient = Floats.allocate(size);
      Batch batch = new Batch(Floats.allocate(layer.memory(ROWS))).start(ROWS, null);
      layer.forward(batch, parameters, inputs, outputs);
      layer.inputGradient(batch, parameters, inputs, outputs, outputGradient, inputGradient);
      layer.addGradient(batch, inputs, outputGradient, 1, parameterGradient);
    }
  }

  private static Floats random(RandomStream stream, int size) {
    Floats floats = Floats.allocate(size);
    for (int i = 0; i < size; i++) {
      floats.set(i, (float) (2 * stream.nextDouble() - 1));
    }
    return floats;
  }

  private static INDArray array(Floats from, int at, int... shape) {
    int size = 1;
    for (int length : shape) {
      size *= length;
    }
    float[] values = new float[size];
    from.read(at, values, 0, size);
    return Nd4j.create(values, shape, 'c');
  }

  /** Equal up to the rounding of sums, relative to the largest value. */
  private static void assertAgree(INDArray expected, Floats actual, int at) {
    float[] values = expected.dup('c').data().asFloat();
    double largest = 0;
    for (float value : values) {
      largest = Math.max(largest, Math.abs(value));
    }
    for (int i = 0; i < values.length; i++) {
      assertEquals(values[i], actual.get(at + i), RELATIVE * largest, "at " + i);
    }
  }
}
