package io.skerry.clients.model;

import io.skerry.clients.kernels.Blas;
import io.skerry.clients.kernels.Floats;
import io.skerry.core.model.ParameterLayout;
import io.skerry.core.random.RandomKey;
import java.io.Serializable;

/**
 * A differentiable function of a batch, one row an example. A layer has no state: memory comes from
 * the caller, {@code parameters} being the layer's own part of the flat vector. A row that is an
 * {@link Image} holds its channels one after the other.
 */
public interface Layer extends Serializable {

  /** Values per example that enter. */
  int inputs();

  /** Values per example that leave. */
  int outputs();

  /** {@code layout} with this layer's tensors added, named by kind and number: "dense-1/bias". */
  ParameterLayout addTo(ParameterLayout layout, int number);

  /** Writes initial values to {@code parameters[from..)}. */
  void initialise(RandomKey key, float[] parameters, int from);

  /**
   * Floating point operations of {@link #forward} for one example: products only, a multiplication
   * and an addition counting two. Each of the two gradients takes as many.
   */
  long flops();

  /** Floats that {@link Batch#memory} needs for {@code rows} rows. */
  default int memory(int rows) {
    return 0;
  }

  /** Computes outputs [rows, outputs] from inputs [rows, inputs]. */
  void forward(Batch batch, Floats parameters, Floats inputs, Floats outputs);

  /**
   * Computes the loss's gradient by the inputs from its gradient by the outputs, given what {@link
   * #forward} read and wrote.
   */
  void inputGradient(
      Batch batch,
      Floats parameters,
      Floats inputs,
      Floats outputs,
      Floats outputGradient,
      Floats inputGradient);

  /**
   * Adds {@code scale} times the loss's gradient by the parameters, summed over rows, to {@code
   * target}. A target that is the parameters themselves makes it a step of gradient descent.
   */
  void addGradient(Batch batch, Floats inputs, Floats outputGradient, float scale, Floats target);

  /**
   * Adds to {@code squares}, row by row, the squared L2 norm of the gradient that {@link
   * #addGradient} would add for this row alone.
   */
  void addSquaredNorms(Batch batch, Floats inputs, Floats outputGradient, double[] squares);

  /**
   * Multiplies by its factor what each row puts into {@link #addGradient}. Of a row of factor 0
   * nothing is left, so that it adds exactly 0 even where it was not finite.
   */
  default void scaleRows(Batch batch, Floats inputs, Floats outputGradient, float[] factors) {
    for (int row = 0; row < batch.rows(); row++) {
      if (factors[row] == 0) {
        inputs.fill(row * inputs(), inputs(), 0);
        outputGradient.fill(row * outputs(), outputs(), 0);
      } else {
        Blas.scale(factors[row], outputGradient, row * outputs(), outputs());
      }
    }
  }
}
