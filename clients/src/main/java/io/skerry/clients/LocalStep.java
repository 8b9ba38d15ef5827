package io.skerry.clients;

import io.skerry.clients.model.LayerGradient;

/** What becomes of the gradients of a batch: takes them layer by layer and moves the model. */
interface LocalStep {

  /** Starts with another client, forgetting the one before. */
  void start(int round);

  /**
   * Starts a step.
   *
   * @param examples what the sum of the batch's gradients is divided by
   */
  void begin(double examples);

  /**
   * Takes the gradient of a layer, summed over the batch. The parameters of this layer may be
   * changed from here on.
   *
   * @param index of the layer, from 0
   */
  void accept(int index, LayerGradient gradient);

  /** Ends a step, after the backward pass. */
  void end();
}
