package io.skerry.clients;

import io.skerry.clients.kernels.Blas;
import io.skerry.clients.kernels.Floats;
import io.skerry.core.InvalidInputException;
import java.io.Serializable;
import java.util.Objects;

/** What a local algorithm adds to the gradient of the loss. */
sealed interface GradientCorrection extends Serializable {

  /**
   * Adds {@code scale} times the correction to {@code target}, which may be the local model itself.
   *
   * @param target as long as the layer's parameters
   * @param layer index of the layer, from 0
   */
  void addTo(Floats target, float scale, int layer, ClientVectors vectors);

  /** No correction: FedAvg. */
  record None() implements GradientCorrection {
    @Override
    public void addTo(Floats target, float scale, int layer, ClientVectors vectors) {}
  }

  /**
   * mu (w - w_received), the gradient of FedProx's proximal term (Li et al. 2020, eq. 2).
   *
   * @param mu weight of the term, not negative
   */
  record Proximal(double mu) implements GradientCorrection {
    public Proximal {
      if (!(mu >= 0 && Double.isFinite(mu))) {
        throw new InvalidInputException("clients.mu: expected a number of at least 0, not " + mu);
      }
    }

    @Override
    public void addTo(Floats target, float scale, int layer, ClientVectors vectors) {
      float weight = (float) (scale * mu);
      Blas.add(weight, vectors.local().layer(layer), target);
      Blas.add(-weight, vectors.received().layer(layer), target);
    }
  }

  /** c - c_i, SCAFFOLD's control variates (Karimireddy et al. 2020, algorithm 1, line 10). */
  record ControlVariate() implements GradientCorrection {
    @Override
    public void addTo(Floats target, float scale, int layer, ClientVectors vectors) {
      Blas.add(scale, Objects.requireNonNull(vectors.control()).layer(layer), target);
    }
  }
}
