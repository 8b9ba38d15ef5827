package io.skerry.clients;

import io.skerry.clients.kernels.Blas;
import io.skerry.clients.kernels.Floats;
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
   * @param mu weight of the term
   */
  record Proximal(double mu) implements GradientCorrection {
    @Override
    public void step(Floats local, Floats received, double rate) {
      Blas.combine((float) (rate * mu), received, (float) (1 - rate * mu), local);
    }
  }
}
