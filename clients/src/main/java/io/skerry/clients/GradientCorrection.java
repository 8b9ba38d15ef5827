package io.skerry.clients;

import io.skerry.clients.kernels.Blas;
import io.skerry.clients.kernels.Floats;
import io.skerry.core.InvalidInputException;
import java.io.Serializable;

/**
 * What a local algorithm adds to the gradient of the loss. It sees the parameters at which the
 * gradient was computed, before the gradient's own step.
 */
public interface GradientCorrection extends Serializable {

  /**
   * Moves {@code local} by -rate times the correction.
   *
   * @param local one layer's parameters
   * @param received the same parameters of the model that the client received
   */
  void step(Floats local, Floats received, double rate);

  /** No correction: FedAvg. */
  record None() implements GradientCorrection {
    @Override
    public void step(Floats local, Floats received, double rate) {}
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
    public void step(Floats local, Floats received, double rate) {
      Blas.combine((float) (rate * mu), received, (float) (1 - rate * mu), local);
    }
  }
}
