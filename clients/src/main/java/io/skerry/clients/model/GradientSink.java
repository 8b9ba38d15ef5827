package io.skerry.clients.model;

import io.skerry.clients.kernels.Floats;

/**
 * Takes the gradients of a backward pass, one layer after the other from the last to the first.
 * When a layer's turn comes, the pass needs its parameters no more: they may be changed.
 */
@FunctionalInterface
public interface GradientSink {

  /**
   * Offers a layer's gradient: {@link Layer#addGradient} with these arguments adds it to a target.
   * It is of the loss summed over rows.
   *
   * @param index of the layer, from 0
   */
  void accept(int index, Layer layer, Batch batch, Floats inputs, Floats outputGradient);
}
