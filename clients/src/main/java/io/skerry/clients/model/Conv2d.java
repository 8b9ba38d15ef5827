package io.skerry.clients.model;

import io.skerry.clients.kernels.Blas;
import io.skerry.clients.kernels.Floats;
import io.skerry.core.model.ParameterLayout;
import io.skerry.core.random.RandomKey;

/**
 * Cross-correlation of an image with square filters, and a bias each. Parameters: W [filters,
 * channels, kernel, kernel] row-major, then b [filters].
 */
record Conv2d(Patches patches, int filters, Initial initial) implements Layer {

  /** The image that leaves. */
  Image output() {
    return new Image(filters, patches.down(), patches.across());
  }

  @Override
  public int inputs() {
    return patches.image().size();
  }

  @Override
  public int outputs() {
    return Math.multiplyExact(filters, positions());
  }

  @Override
  public ParameterLayout addTo(ParameterLayout layout, int number) {
    int kernel = patches.kernel();
    return layout
        .with("conv-" + number + "/weights", filters, patches.image().channels(), kernel, kernel)
        .with("conv-" + number + "/bias", filters);
  }

  @Override
  public void initialise(RandomKey key, float[] parameters, int from) {
    int fanOut = filters * patches.kernel() * patches.kernel();
    initial.fill(key, patches.rows(), fanOut, parameters, from, filters * patches.rows());
  }

  @Override
  public long flops() {
    return 2L * patches.rows() * outputs();
  }

  /** The patches of one example at a time, and one example's gradient. */
  @Override
  public int memory(int rows) {
    return Math.addExact(Math.multiplyExact(patches.rows(), positions()), parameters());
  }

  @Override
  public void forward(Batch batch, Floats parameters, Floats inputs, Floats outputs) {
    int depth = patches.rows();
    int positions = positions();
    for (int row = 0; row < batch.rows(); row++) {
      patches.gather(inputs, row * inputs(), batch.memory());
      int at = row * filters * positions;
      for (int f = 0; f < filters; f++) {
        outputs.fill(at + f * positions, positions, parameters.get(filters * depth + f));
      }
      Blas.addProduct(filters, depth, positions, parameters, batch.memory(), outputs, at);
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
    int positions = positions();
    for (int row = 0; row < batch.rows(); row++) {
      int at = row * filters * positions;
      Blas.transposedProduct(
          filters, patches.rows(), positions, parameters, outputGradient, at, batch.memory());
      patches.scatter(batch.memory(), inputGradient, row * inputs());
    }
  }

  @Override
  public void addGradient(
      Batch batch, Floats inputs, Floats outputGradient, float scale, Floats target) {
    for (int row = 0; row < batch.rows(); row++) {
      addGradient(row, batch, inputs, outputGradient, scale, target);
    }
  }

  private void addGradient(
      int row, Batch batch, Floats inputs, Floats outputGradient, float scale, Floats target) {
    int depth = patches.rows();
    int positions = positions();
    patches.gather(inputs, row * inputs(), batch.memory());
    int at = row * filters * positions;
    Blas.addProductWithTransposed(
        filters, depth, positions, scale, outputGradient, at, batch.memory(), target);
    for (int f = 0; f < filters; f++) {
      float sum = 0;
      for (int p = at + f * positions; p < at + (f + 1) * positions; p++) {
        sum += outputGradient.get(p);
      }
      int bias = filters * depth + f;
      target.set(bias, target.get(bias) + scale * sum);
    }
  }

  /** A filter is small beside the image: one example's gradient is cheaper than its ghost norm. */
  @Override
  public void addSquaredNorms(Batch batch, Floats inputs, Floats outputGradient, double[] squares) {
    Floats gradient = batch.memory().slice(patches.rows() * positions(), parameters());
    for (int row = 0; row < batch.rows(); row++) {
      gradient.fill(0);
      addGradient(row, batch, inputs, outputGradient, 1, gradient);
      squares[row] += Blas.squaredNorm(gradient);
    }
  }

  private int parameters() {
    return Math.multiplyExact(filters, patches.rows() + 1);
  }

  private int positions() {
    return Math.multiplyExact(patches.down(), patches.across());
  }
}
