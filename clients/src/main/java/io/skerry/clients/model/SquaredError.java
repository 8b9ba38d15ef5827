package io.skerry.clients.model;

import io.skerry.clients.kernels.Floats;

/** The loss (y - t)^2 of an output y and a target t; its mean is the mean squared error. */
final class SquaredError implements Loss {
  private final float[] values;
  private double lossSum;

  SquaredError(int rows) {
    this.values = new float[rows];
  }

  @Override
  public void add(int rows, Floats outputs, float[] labels) {
    outputs.read(values, rows);
    for (int row = 0; row < rows; row++) {
      double error = (double) values[row] - labels[row];
      lossSum += error * error;
      values[row] = (float) (2 * error);
    }
  }

  @Override
  public void gradient(int rows, Floats target) {
    target.write(0, values, rows);
  }

  @Override
  public void reset() {
    lossSum = 0;
  }

  @Override
  public double lossSum() {
    return lossSum;
  }

  @Override
  public double correct() {
    return Double.NaN;
  }
}
