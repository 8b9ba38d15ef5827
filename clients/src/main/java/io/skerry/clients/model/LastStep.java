package io.skerry.clients.model;

import io.skerry.clients.kernels.Floats;

/** The last of a sequence: of inputs [steps, width] the outputs are the last step's [width]. */
record LastStep(int steps, int width) implements ParameterFree {

  @Override
  public int inputs() {
    return Math.multiplyExact(steps, width);
  }

  @Override
  public int outputs() {
    return width;
  }

  @Override
  public void forward(Batch batch, Floats parameters, Floats inputs, Floats outputs) {
    for (int row = 0; row < batch.rows(); row++) {
      outputs.write(row * width, inputs, last(row), width);
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
    inputGradient.fill(0, batch.rows() * inputs(), 0);
    for (int row = 0; row < batch.rows(); row++) {
      inputGradient.write(last(row), outputGradient, row * width, width);
    }
  }

  private int last(int row) {
    return ((row + 1) * steps - 1) * width;
  }
}
