package io.skerry.clients;

import io.skerry.clients.kernels.Blas;
import io.skerry.clients.kernels.Floats;
import io.skerry.core.InvalidInputException;
import java.io.Serializable;

/** What a local algorithm adds to the gradient of the loss. */
public interface GradientCorrection extends Serializable {

  /**
   * Adds {@code scale} times the correction to {@code target}, which may be {@code local} itself.
   *
   * @param target as long as the layer's parameters
   * @param local one layer's parameters, as the gradient was computed at
   * @param received the same parameters of the model that the client received
   */
  void addTo(Floats target, float scale, Floats local, Floats received);

  /** No correction: FedAvg. */
  record None() implements GradientCorrection {
    @Override
    public void addTo(Floats target, float scale, Floats local, Floats received) {}
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
    public void addTo(Floats target, float scale, Floats local, Floats received) {
      float weight = (float) (scale * mu);
      Blas.add(weight, local, target);
      Blas.add(-weight, received, target);
    }
  }
}
