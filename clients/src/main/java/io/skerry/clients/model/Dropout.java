package io.skerry.clients.model;

import io.skerry.clients.kernels.Floats;
import io.skerry.core.random.RandomStream;

/**
 * In training each value is dropped with probability {@code rate}, and the others are divided by 1
 * - rate (Srivastava et al. 2014, inverted); in evaluation all values pass.
 *
 * @param width values per example
 * @param rate from 0 to below 1
 */
record Dropout(int width, double rate) implements ParameterFree {

  Dropout {
    if (!(rate >= 0 && rate < 1)) {
      throw new IllegalArgumentException("a rate of dropout from 0 to below 1, not " + rate);
    }
  }

  @Override
  public int inputs() {
    return width;
  }

  @Override
  public int outputs() {
    return width;
  }

  /** The factor of each value: 0 or 1 / (1 - rate). */
  @Override
  public int memory(int rows) {
    return Math.multiplyExact(rows, width);
  }

  @Override
  public void forward(Batch batch, Floats parameters, Floats inputs, Floats outputs) {
    RandomStream draws = batch.draws();
    if (draws == null) {
      outputs.write(0, inputs, 0, batch.rows() * width);
      return;
    }
    float kept = (float) (1 / (1 - rate));
    for (int i = 0; i < batch.rows() * width; i++) {
      float factor = draws.nextDouble() < rate ? 0 : kept;
      batch.memory().set(i, factor);
      outputs.set(i, factor * inputs.get(i));
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
    for (int i = 0; i < batch.rows() * width; i++) {
      inputGradient.set(i, batch.memory().get(i) * outputGradient.get(i));
    }
  }
}
