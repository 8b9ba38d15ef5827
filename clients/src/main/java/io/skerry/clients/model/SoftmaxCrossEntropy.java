package io.skerry.clients.model;

import io.skerry.clients.kernels.Exponential;
import io.skerry.clients.kernels.Floats;

/**
 * The loss log(sum_c e^(z_c)) - z_y of logits z and class y, its gradient by the logits, and
 * whether the largest logit (the first among equals) is that of y.
 */
final class SoftmaxCrossEntropy implements Loss {
  private final int classes;
  private final float[] values;
  private final double[] exponentials;
  private double lossSum;
  private int correct;

  SoftmaxCrossEntropy(int classes, int rows) {
    this.classes = classes;
    this.values = new float[Math.multiplyExact(classes, rows)];
    this.exponentials = new double[classes];
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
    for (int c = 1; c < classes; c++) {
      largest = values[at + c] > values[at + largest] ? c : largest;
    }
    double max = values[at + largest];
    double sum = 0;
    for (int c = 0; c < classes; c++) {
      exponentials[c] = Exponential.exp(values[at + c] - max);
      sum += exponentials[c];
    }
    lossSum += StrictMath.log(sum) + max - values[at + label];
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
    correct = 0;
  }

  @Override
  public double lossSum() {
    return lossSum;
  }

  @Override
  public double correct() {
    return correct;
  }
}
