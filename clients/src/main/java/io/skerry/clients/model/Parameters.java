package io.skerry.clients.model;

import io.skerry.clients.kernels.Floats;

/** A model's parameters outside the heap, as a whole and by layer. */
public final class Parameters {
  private final Floats all;
  private final Floats[] layers;

  /** Views {@code model}'s parameters in the first floats of {@code memory}. */
  public Parameters(Model model, Floats memory) {
    int[] offsets = model.offsets();
    this.layers = new Floats[offsets.length - 1];
    this.all = memory.slice(0, offsets[layers.length]);
    for (int l = 0; l < layers.length; l++) {
      layers[l] = memory.slice(offsets[l], offsets[l + 1] - offsets[l]);
    }
  }

  /** All parameters in the order of the layout. */
  public Floats all() {
    return all;
  }

  /** The parameters of layer {@code index}, counted from 0. */
  public Floats layer(int index) {
    return layers[index];
  }
}
