package io.skerry.clients.model;

import io.skerry.clients.kernels.Floats;

/** A gradient by the parameters of one layer, as something that can be added to a vector. */
@FunctionalInterface
public interface LayerGradient {

  /**
   * Adds {@code scale} times the gradient to {@code target}. A target that is the parameters
   * themselves makes it a step of gradient descent.
   */
  void addTo(Floats target, float scale);
}
