package io.skerry.privacy;

import io.skerry.core.InvalidInputException;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How the clip norm C bounds an update. */
public sealed interface Clipping extends Serializable {

  /** The norm of the whole update is at most C, in all rounds. */
  record Flat() implements Clipping {}

  /**
   * Each layer of the update has a bound of its own in all rounds; C is the root of the sum of
   * their squares (McMahan et al. 2018).
   *
   * @param bounds in the order of the layers; null for C over the root of their number each
   */
  record PerLayer(@Nullable List<Double> bounds) implements Clipping {
    public PerLayer {
      if (bounds != null) {
        bounds = List.copyOf(bounds);
        if (bounds.isEmpty() || !bounds.stream().allMatch(b -> b > 0 && Double.isFinite(b))) {
          throw new InvalidInputException(
              "privacy.layer-clips: expected positive numbers, not " + bounds);
        }
      }
    }

    /** C, where it follows from the bounds. */
    public Optional<Double> norm() {
      return Optional.ofNullable(bounds)
          .map(all -> Math.sqrt(all.stream().mapToDouble(bound -> bound * bound).sum()));
    }
  }

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
