package io.skerry.clients.model;

import io.skerry.core.random.RandomKey;
import io.skerry.core.random.RandomStream;

/** Initial values of a layer's weights. */
public enum Initial {
  /** All zero. */
  ZERO,
  /** Uniform in +-sqrt(6 / (inputs + outputs)) (Glorot and Bengio 2010, eq. 16). */
  GLOROT_UNIFORM;

  /** Fills {@code target[from..from + size)} with draws under {@code key}. */
  void fill(RandomKey key, int inputs, int outputs, float[] target, int from, int size) {
    if (this == ZERO) {
      return;
    }
    double limit = Math.sqrt(6.0 / ((double) inputs + outputs));
    RandomStream stream = key.stream();
    for (int i = from; i < from + size; i++) {
      target[i] = (float) (limit * (2 * stream.nextDouble() - 1));
    }
  }
}
