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

  /**
   * The patches of one example at a time and a row of ones, then, transposed, the weights or a
   * gradient by all parameters, whose last row is that by the biases.
   */
  @Override
  public int memory(int rows) {
    return Math.multiplyExact(patches.rows() + 1, positions() + filters);
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
      Blas.addProduct(filters, depth, positions, parameters, 0, batch.memory(), 0, outputs, at);
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
    int depth = patches.rows();
    int positions = positions();
    int weights = (depth + 1) * positions;
    Floats memory = batch.memory();
    Blas.transpose(filters, depth, parameters, 0, memory, weights);
    for (int row = 0; row < batch.rows(); row++) {
      int at = row * filters * positions;
      memory.fill(0, depth * positions, 0);
      Blas.addProduct(depth, filters, positions, memory, weights, outputGradient, at, memory, 0);
      patches.scatter(memory, inputGradient, row * inputs());
    }
  }

  @Override
  public void addGradient(
      Batch batch, Floats inputs, Floats outputGradient, float scale, Floats target) {
    int depth = patches.rows();
    int gradient = sumGradients(0, batch.rows(), batch, inputs, outputGradient);
    for (int f = 0; f < filters; f++) {
      for (int k = 0; k <= depth; k++) {
        int to = k < depth ? f * depth + k : filters * depth + f;
        float value = batch.memory().get(gradient + k * filters + f);
        target.set(to, target.get(to) + scale * value);
      }
    }
  }

  /** A filter is small beside the image: one example's gradient is cheaper than its ghost norm. */
  @Override
  public void addSquaredNorms(Batch batch, Floats inputs, Floats outputGradient, double[] squares) {
    int size = filters * (patches.rows() + 1);
    for (int row = 0; row < batch.rows(); row++) {
      int gradient = sumGradients(row, row + 1, batch, inputs, outputGradient);
      squares[row] += Blas.squaredNorm(batch.memory(), gradient, size);
    }
  }

  /** Sums the gradients of some rows in the batch's memory; returns where. */
  private int sumGradients(int from, int until, Batch batch, Floats inputs, Floats outputGradient) {
    int rows = patches.rows() + 1;
    int positions = positions();
    int gradient = rows * positions;
    Floats memory = batch.memory();
    memory.fill(gradient - positions, positions, 1);
    memory.fill(gradient, rows * filters, 0);
    for (int row = from; row < until; row++) {
      patches.gather(inputs, row * inputs(), memory);
      Blas.addProductWithTransposed(
          filters,
          rows,
          positions,
          memory,
          outputGradient,
          row * filters * positions,
          memory,
          gradient);
    }
    return gradient;
  }

  private int positions() {
    return Math.multiplyExact(patches.down(), patches.across());
  }
}
