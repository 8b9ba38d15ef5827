package io.skerry.clients.model;

import io.skerry.clients.kernels.Floats;
import io.skerry.core.model.ParameterLayout;
import io.skerry.core.random.RandomKey;

/** A layer without parameters and without products. */
interface ParameterFree extends Layer {
  @Override
  default ParameterLayout addTo(ParameterLayout layout, int number) {
    return layout;
  }

  @Override
  default void initialise(RandomKey key, float[] parameters, int from) {}

  @Override
  default long flops() {
    return 0;
  }

  @Override
  default void addGradient(
      Batch batch, Floats inputs, Floats outputGradient, float scale, Floats target) {}

  @Override
  default void addSquaredNorms(
      Batch batch, Floats inputs, Floats outputGradient, double[] squares) {}
}
