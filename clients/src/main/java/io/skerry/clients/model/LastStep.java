package io.skerry.clients.model;

import io.skerry.clients.kernels.Floats;
import io.skerry.core.model.ParameterLayout;
import io.skerry.core.random.RandomKey;

/** The last of a sequence: of inputs [steps, width] the outputs are the last step's [width]. */
record LastStep(int steps, int width) implements Layer {

  @Override
  public int inputs() {
    return Math.multiplyExact(steps, width);
  }

  @Override
  public int outputs() {
    return width;
  }

  @Override
  public ParameterLayout addTo(ParameterLayout layout, int number) {
    return layout;
  }

  @Override
  public void initialise(RandomKey key, float[] parameters, int from) {}

  @Override
  public long flops() {
    return 0;
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

  @Override
  public void addGradient(
      Batch batch, Floats inputs, Floats outputGradient, float scale, Floats target) {}

  private int last(int row) {
    return ((row + 1) * steps - 1) * width;
  }
}
