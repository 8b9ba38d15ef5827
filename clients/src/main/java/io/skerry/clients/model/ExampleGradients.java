package io.skerry.clients.model;

import io.skerry.clients.kernels.Floats;

/**
 * The gradients of a batch's losses by the parameters of one layer, one for each row, which nothing
 * but their sum makes explicit.
 */
public final class ExampleGradients implements LayerGradient {
  private final Layer layer;
  private final Batch batch;
  private final Floats inputs;
  private final Floats outputGradient;

  ExampleGradients(Layer layer, Batch batch, Floats inputs, Floats outputGradient) {
    this.layer = layer;
    this.batch = batch;
    this.inputs = inputs;
    this.outputGradient = outputGradient;
  }

  /** Adds to each row's entry the squared L2 norm of its gradient. */
  public void addSquaredNorms(double[] squares) {
    layer.addSquaredNorms(batch, inputs, outputGradient, squares);
  }

  /**
   * Multiplies each row's gradient by its factor. What a row of factor 0 holds, finite or not, is
   * forgotten.
   */
  public void scale(float[] factors) {
    layer.scaleRows(batch, inputs, outputGradient, factors);
  }

  /** Adds the sum over rows. */
  @Override
  public void addTo(Floats target, float scale) {
    layer.addGradient(batch, inputs, outputGradient, scale, target);
  }
}
