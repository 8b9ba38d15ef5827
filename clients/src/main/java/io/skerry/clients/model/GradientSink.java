package io.skerry.clients.model;

/**
 * Takes the gradients of a backward pass, one layer after the other from the last to the first.
 * When a layer's turn comes, the pass needs its parameters no more: they may be changed.
 */
@FunctionalInterface
public interface GradientSink {

  /**
   * Offers a layer's gradients, which are valid until the next pass or, where the network does not
   * keep them, until this call ends.
   *
   * @param index of the layer, from 0
   */
  void accept(int index, ExampleGradients gradients);
}
