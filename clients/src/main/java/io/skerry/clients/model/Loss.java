package io.skerry.clients.model;

import io.skerry.clients.kernels.Floats;

/** The loss of a model's outputs: a sum over examples, and its gradient. */
sealed interface Loss permits SoftmaxCrossEntropy, SquaredError {

  /** Adds the losses of {@code rows} rows of outputs in their order. */
  void add(int rows, Floats outputs, float[] labels);

  /** Writes the gradient of each row's loss, as the last {@link #add} left it. */
  void gradient(int rows, Floats target);

  /** Forgets the examples seen so far. */
  void reset();

  /** Sum of the losses since the last reset, added in the order of the examples. */
  double lossSum();

  /** Examples predicted rightly since the last reset; NaN where labels are real numbers. */
  double correct();
}
