package io.skerry.privacy;

import io.skerry.core.InvalidInputException;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/** How the clip norm C bounds an update. */
public sealed interface Clipping extends Serializable {

  /** The norm of the whole update is at most C, in all rounds. */
  record Flat() implements Clipping {}

  /**
   * C follows a quantile of the norms of updates (Andrew et al. 2021), from the clip configured.
   *
   * @param quantile gamma: the share of updates that should not be clipped, in (0, 1)
   * @param rate eta of C &lt;- C exp(-eta (b - gamma)), b being the noisy share of updates that
   *     were not clipped
   * @param indicatorNoise sigma_b: standard deviation of the noise on the number of these; null for
   *     a twentieth of the cohort that the noise is for
   */
  record Adaptive(double quantile, double rate, @Nullable Double indicatorNoise)
      implements Clipping {
    public Adaptive {
      if (!(quantile > 0 && quantile < 1)) {
        throw new InvalidInputException(
            "privacy.target-quantile: expected a number between 0 and 1, not " + quantile);
      }
      requirePositive("clip-rate", rate);
      if (indicatorNoise != null) {
        requirePositive("indicator-noise", indicatorNoise);
      }
    }

    private static void requirePositive(String key, double value) {
      if (!(value > 0 && Double.isFinite(value))) {
        throw new InvalidInputException(
            "privacy." + key + ": expected a positive number, not " + value);
      }
    }
  }
}
