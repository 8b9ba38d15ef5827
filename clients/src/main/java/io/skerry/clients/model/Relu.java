package io.skerry.clients.model;

import io.skerry.clients.kernels.Floats;
import io.skerry.core.model.ParameterLayout;
import io.skerry.core.random.RandomKey;

/**
 * y = max(x, 0), value by value; NaN stays NaN. The gradient at 0 is 0.
 *
 * @param width values per example
 */
public record Relu(int width) implements Layer {

  @Override
  public int inputs() {
    return width;
  }

  @Override
  public int outputs() {
    return width;
  }

  @Override
  public ParameterLayout addTo(ParameterLayout layout, String prefix) {
    return layout;
  }

  @Override
  public void initialise(RandomKey key, float[] parameters, int from) {}

  @Override
  public long flops() {
    return 0;
  }

  @Override
  public void forward(int rows, Floats parameters, Floats inputs, Floats outputs) {
    for (int i = 0; i < rows * width; i++) {
      outputs.set(i, Math.max(inputs.get(i), 0));
    }
  }

  @Override
  public void inputGradient(
      int rows,
      Floats parameters,
      Floats inputs,
      Floats outputs,
      Floats outputGradient,
      Floats inputGradient) {
    for (int i = 0; i < rows * width; i++) {
      inputGradient.set(i, outputs.get(i) > 0 ? outputGradient.get(i) : 0);
    }
  }

  @Override
  public void addGradient(
      int rows, Floats inputs, Floats outputGradient, float scale, Floats target) {}
}
