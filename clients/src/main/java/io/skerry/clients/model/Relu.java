package io.skerry.clients.model;

import io.skerry.clients.kernels.Floats;

/**
 * y = max(x, 0), value by value; NaN stays NaN. The gradient at 0 is 0.
 *
 * @param width values per example
 */
public record Relu(int width) implements ParameterFree {

  @Override
  public int inputs() {
    return width;
  }

  @Override
  public int outputs() {
    return width;
  }

  @Override
  public void forward(Batch batch, Floats parameters, Floats inputs, Floats outputs) {
    for (int i = 0; i < batch.rows() * width; i++) {
      outputs.set(i, Math.max(inputs.get(i), 0));
    }
  }

  @Override
  public void inputGradient(
      Batch batch,
      Floats parameters,
      Floats inputs,
      Floats outputs,
      Floats outputGradient,
      Floats inputGradient) {
    // Units are on or off at random: a mask costs less than a branch. All bits are set where y > 0.
    for (int i = 0; i < batch.rows() * width; i++) {
      int mask = -Float.floatToRawIntBits(outputs.get(i)) >> 31;
      int bits = Float.floatToRawIntBits(outputGradient.get(i)) & mask;
      inputGradient.set(i, Float.intBitsToFloat(bits));
    }
  }
}
