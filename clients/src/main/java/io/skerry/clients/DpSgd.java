package io.skerry.clients;

import io.skerry.core.InvalidInputException;
import java.io.Serializable;

/**
 * Differentially private gradient descent (Abadi et al. 2016, algorithm 1): each example's gradient
 * is shortened to L2 norm {@code clip} before the sum over the batch, to which Gaussian noise of
 * standard deviation {@code noiseMultiplier * clip} is added in each step.
 *
 * @param clip C, positive
 * @param noiseMultiplier z; 0 clips without noise
 */
public record DpSgd(double clip, double noiseMultiplier) implements Serializable {

  public DpSgd {
    if (!(clip > 0 && Double.isFinite(clip))) {
      throw new InvalidInputException(
          "clients.privacy.clip: expected a positive number, not " + clip);
    }
    if (!(noiseMultiplier >= 0 && Double.isFinite(noiseMultiplier))) {
      throw new InvalidInputException(
          "clients.privacy.noise-multiplier: expected a number from 0, not " + noiseMultiplier);
    }
  }

  /** By what an example's gradient is multiplied, given its squared norm; 0 where that is NaN. */
  float factor(double squaredNorm) {
    double norm = Math.sqrt(squaredNorm);
    if (norm <= clip) {
      return 1;
    }
    // Rounded down, and so that a gradient that is not finite counts for nothing.
    return Double.isFinite(norm) ? Math.nextDown((float) (clip / norm)) : 0;
  }
}
