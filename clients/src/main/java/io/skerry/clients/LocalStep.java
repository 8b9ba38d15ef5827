package io.skerry.clients;

import io.skerry.clients.model.GradientSink;

/**
 * What becomes of the gradients of a batch: it takes them in a backward pass and moves the model.
 */
interface LocalStep extends GradientSink {

  /** Starts with another client, forgetting the one before. */
  void start(int round);

  /** Ends a step, after the backward pass. */
  void end();
}
