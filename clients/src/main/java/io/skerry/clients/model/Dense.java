package io.skerry.clients.model;

import io.skerry.clients.kernels.Blas;
import io.skerry.clients.kernels.Floats;
import io.skerry.core.model.ParameterLayout;
import io.skerry.core.random.RandomKey;

/**
 * y = W x + b. Parameters: W [outputs, inputs] row-major, then b [outputs].
 *
 * @param initial of the weights; biases start at zero
 */
public record Dense(int inputs, int outputs, Initial initial) implements Layer {

  @Override
  public ParameterLayout addTo(ParameterLayout layout, int number) {
    return layout
        .with("dense-" + number + "/weights", outputs, inputs)
        .with("dense-" + number + "/bias", outputs);
  }

  @Override
  public void initialise(RandomKey key, float[] parameters, int from) {
    initial.fill(key, inputs, outputs, parameters, from, weights());
  }

  @Override
  public long flops() {
    return 2L * inputs * outputs;
  }

  @Override
  public void forward(Batch batch, Floats parameters, Floats inputs, Floats outputs) {
    for (int row = 0; row < batch.rows(); row++) {
      outputs.write(row * this.outputs, parameters, weights(), this.outputs);
    }
    Blas.addProductWithTransposed(
        batch.rows(), this.inputs, this.outputs, inputs, parameters, outputs);
  }

  @Override
  public void inputGradient(
      Batch batch,
      Floats parameters,
      Floats inputs,
      Floats outputs,
      Floats outputGradient,
      Floats inputGradient) {
    Blas.product(
        batch.rows(), this.inputs, this.outputs, outputGradient, parameters, inputGradient);
  }

  @Override
  public void addGradient(
      Batch batch, Floats inputs, Floats outputGradient, float scale, Floats target) {
    Blas.addTransposedProduct(
        batch.rows(), this.inputs, outputs, scale, outputGradient, inputs, target);
    int bias = weights();
    for (int row = 0; row < batch.rows(); row++) {
      for (int i = 0; i < outputs; i++) {
        float gradient = outputGradient.get(row * outputs + i);
        target.set(bias + i, target.get(bias + i) + scale * gradient);
      }
    }
  }

  /** The norm of a product of two vectors is that of their norms (Goodfellow 2015). */
  @Override
  public void addSquaredNorms(Batch batch, Floats inputs, Floats outputGradient, double[] squares) {
    for (int row = 0; row < batch.rows(); row++) {
      double ofInputs = Blas.squaredNorm(inputs, row * this.inputs, this.inputs);
      double ofGradient = Blas.squaredNorm(outputGradient, row * outputs, outputs);
      squares[row] += (ofInputs + 1) * ofGradient;
    }
  }

  private int weights() {
    return inputs * outputs;
  }
}
