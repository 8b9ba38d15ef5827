package io.skerry.clients.model;

import io.skerry.clients.kernels.Exponential;
import io.skerry.clients.kernels.Floats;

/**
 * The loss log(sum_c e^(z_c)) - z_y of logits z and class y, its gradient by the logits, and
 * whether the largest logit (the first among equals) is that of y.
 */
final class SoftmaxCrossEntropy implements Loss {
  /** Times a sum of exponentials, each at most 1, it is still far from overflow. */
  private static final double LARGE = 0x1p500;

  private final int classes;
  private final float[] values;
  private final float[] exponentials;

  /** The sum of the losses, but for the logarithm of {@link #factors}. */
  private double lossSum;

  /** Sums of exponentials multiplied up: one logarithm is that of many. */
  private double factors = 1;

  private int correct;

  SoftmaxCrossEntropy(int classes, int rows) {
    this.classes = classes;
    this.values = new float[Math.multiplyExact(classes, rows)];
    this.exponentials = new float[(classes + Floats.LINE - 1) / Floats.LINE * Floats.LINE];
  }

  @Override
  public void add(int rows, Floats logits, float[] labels) {
    logits.read(values, rows * classes);
    for (int row = 0; row < rows; row++) {
      row(row * classes, (int) labels[row]);
    }
  }

  @Override
  public void gradient(int rows, Floats target) {
    target.write(0, values, rows * classes);
  }

  private void row(int at, int label) {
    int largest = 0;
    float max = values[at];
    for (int c = 1; c < classes; c++) {
      float value = values[at + c];
      largest = value > max ? c : largest;
      max = value > max ? value : max;
    }
    for (int c = 0; c < classes; c++) {
      exponentials[c] = values[at + c] - max;
    }
    Exponential.exp(exponentials, exponentials.length);
    double sum = 0;
    for (int c = 0; c < classes; c++) {
      sum += exponentials[c];
    }
    lossSum += (double) max - values[at + label];
    factors *= sum;
    if (!(factors < LARGE)) {
      lossSum += Exponential.log(factors);
      factors = 1;
    }
    correct += largest == label ? 1 : 0;
    double scale = 1 / sum;
    for (int c = 0; c < classes; c++) {
      values[at + c] = (float) (exponentials[c] * scale);
    }
    values[at + label] -= 1;
  }

  @Override
  public void reset() {
    lossSum = 0;
    factors = 1;
    correct = 0;
  }

  @Override
  public double lossSum() {
    return lossSum + Exponential.log(factors);
  }

  @Override
  public double correct() {
    return correct;
  }
}
