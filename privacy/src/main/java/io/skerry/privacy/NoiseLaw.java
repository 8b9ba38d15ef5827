package io.skerry.privacy;

import io.skerry.core.random.RandomStream;
import io.skerry.core.sum.Norm;
import io.skerry.privacy.accounting.PrivacyEvent;
import io.skerry.privacy.accounting.PrivacyEvent.DiscreteGaussianSum;
import io.skerry.privacy.accounting.PrivacyEvent.Gaussian;
import io.skerry.privacy.accounting.PrivacyEvent.Laplace;
import io.skerry.privacy.accounting.PrivacyEvent.MatrixFactorization;
import io.skerry.privacy.accounting.PrivacyEvent.Skellam;
import io.skerry.privacy.accounting.PrivacyEvent.TreeAggregation;
import io.skerry.privacy.sampling.DiscreteGaussian;
import io.skerry.privacy.sampling.DiscreteLaplace;
import io.skerry.privacy.sampling.IntegerLaw;
import java.io.Serializable;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The laws of noise in the ring: how each is drawn and what it costs. Between the stream and the
 * sum of a discrete law there are whole numbers only; the Gaussian is drawn as a double and
 * rounded.
 */
public enum NoiseLaw {
  /** A Gaussian, rounded to a whole unit. */
  GAUSSIAN(false, Double.POSITIVE_INFINITY, 0x1p24, 0x1p10) {
    @Override
    Noise noise(double variance, int shares) {
      return new Rounded(Math.sqrt(variance / shares));
    }

    @Override
    PrivacyEvent event(
        double multiplier, DoubleSupplier deviation, long shares, long dimension, Repeats repeats) {
      return new Gaussian(multiplier);
    }
  },

  /** Gaussians at the nodes of a tree of partial sums, rounded to a whole unit. */
  TREE_AGGREGATION(false, Double.POSITIVE_INFINITY, 0x1p24, 0x1p10) {
    @Override
    Noise noise(double variance, int shares) {
      return GAUSSIAN.noise(variance, shares);
    }

    @Override
    PrivacyEvent event(
        double multiplier, DoubleSupplier deviation, long shares, long dimension, Repeats repeats) {
      return new TreeAggregation(multiplier, repeats.cycle());
    }

    @Override
    CorrelatedNoise correlated(int bands) {
      return new TreeNoise();
    }
  },

  /** Gaussians correlated by the inverse of a banded matrix, rounded to a whole unit. */
  BANDED_MATRIX_FACTORIZATION(false, Double.POSITIVE_INFINITY, 0x1p24, 0x1p10) {
    @Override
    Noise noise(double variance, int shares) {
      return GAUSSIAN.noise(variance, shares);
    }

    @Override
    PrivacyEvent event(
        double multiplier, DoubleSupplier deviation, long shares, long dimension, Repeats repeats) {
      return new MatrixFactorization(multiplier, BandedNoise.columnNorm(repeats.bands()));
    }

    @Override
    CorrelatedNoise correlated(int bands) {
      return new BandedNoise(bands);
    }
  },

  /** Discrete Gaussians (Canonne, Kamath, Steinke 2020); a sum of shares is nearly one. */
  DISCRETE_GAUSSIAN(true, 0x1p24, 0x1p14, 0x1p4) {
    @Override
    Noise noise(double variance, int shares) {
      return new Exact(new DiscreteGaussian(whole(variance), shares));
    }

    @Override
    PrivacyEvent event(
        double multiplier, DoubleSupplier deviation, long shares, long dimension, Repeats repeats) {
      double whole = deviation.getAsDouble();
      return new DiscreteGaussianSum(
          shares, whole / Math.sqrt((double) shares), whole / multiplier, dimension);
    }
  },

  /** Skellam noise (Agarwal, Kairouz, Liu 2021); a sum of shares is one. */
  SKELLAM(true, 0x1p15, 0x1p10, 1) {
    @Override
    Noise noise(double variance, int shares) {
      return new Exact(new io.skerry.privacy.sampling.Skellam(whole(variance), shares));
    }

    @Override
    PrivacyEvent event(
        double multiplier, DoubleSupplier deviation, long shares, long dimension, Repeats repeats) {
      double whole = deviation.getAsDouble();
      double l2 = whole / multiplier;
      // Of whole numbers: no entry exceeds its square.
      double l1 = Math.min(Math.sqrt((double) dimension) * l2, l2 * l2);
      return new Skellam(whole * whole, l1, l2);
    }
  },

  /** Discrete Laplace noise (Canonne, Kamath, Steinke 2020) on updates of bounded L1 norm. */
  LAPLACE(true, 0x1p40, 0x1p14, 0x1p4) {
    @Override
    Noise noise(double variance, int shares) {
      if (shares != 1) {
        throw new IllegalArgumentException("a sum of Laplace shares is no Laplace");
      }
      return new Exact(new DiscreteLaplace(scale(variance)));
    }

    /**
     * Of all shifts of L1 norm D the one of a single coordinate is easiest to tell: densities with
     * monotone likelihood ratios have trade-off functions that compose to that of the sum of their
     * shifts. On whole numbers with scale t its vertices lie on the hyperbola of a Laplace with
     * epsilon D / t + 2 ln cosh(1 / (2 t)), at most D / t + 1 / (4 t^2), which is what is priced.
     */
    @Override
    PrivacyEvent event(
        double multiplier, DoubleSupplier deviation, long shares, long dimension, Repeats repeats) {
      double whole = deviation.getAsDouble();
      // 4 t^2, the variance of scale t being 2 t^2.
      return new Laplace(multiplier / (1 + multiplier / (2 * whole * whole)));
    }

    @Override
    Norm norm() {
      return Norm.L1;
    }

    @Override
    double unitVariance() {
      return 2;
    }

    @Override
    double drawnDeviation(double variance) {
      return Math.sqrt(2.0) * scale(variance);
    }

    @Override
    double headroom() {
      return 64;
    }

    private static long scale(double variance) {
      return (long) Math.ceil(Math.sqrt(variance / 2) * (1 + 0x1p-50));
    }
  };

  /** Whether it is drawn in whole numbers only. */
  final boolean exact;

  /** Units that one draw's deviation may span: its sampler's limit. */
  final double mostDeviation;

  /** Units that the clip norm must span, for the rounding of updates not to matter. */
  final double leastClip;

  /** Units that the deviation of a share must span. */
  final double leastShare;

  NoiseLaw(boolean exact, double mostDeviation, double leastClip, double leastShare) {
    this.exact = exact;
    this.mostDeviation = mostDeviation;
    this.leastClip = leastClip;
    this.leastShare = leastShare;
  }

  /**
   * What is known of later rounds.
   *
   * @param cycle rounds in which a client takes part once
   * @param bands of a banded matrix: rounds to which it spreads an update
   */
  record Repeats(long cycle, int bands) {}

  /** Noise of one variance. */
  interface Noise extends Serializable {
    /** Adds a draw to each value. */
    void addTo(long[] target, RandomStream stream);
  }

  /**
   * One of {@code shares} equal parts of the noise.
   *
   * @param variance of all parts together, in squared units
   */
  abstract Noise noise(double variance, int shares);

  /**
   * What a sum with this noise costs where nobody is sampled.
   *
   * @param multiplier standard deviation over L2 sensitivity; of a Laplace its scale over the L1
   *     sensitivity
   * @param deviation of the noise on the sum, in units
   * @param shares of which it is made
   * @param dimension values of the sum
   * @param repeats how a law that covers several rounds does
   */
  abstract PrivacyEvent event(
      double multiplier, DoubleSupplier deviation, long shares, long dimension, Repeats repeats);

  /** What correlates the noise of rounds; null where it is independent. */
  @Nullable CorrelatedNoise correlated(int bands) {
    return null;
  }

  /** The norm of updates for which it is priced. */
  Norm norm() {
    return Norm.L2;
  }

  /** Variance at multiplier 1 and clip 1. */
  double unitVariance() {
    return 1;
  }

  /** Deviation, in units, of what a discrete law draws for a variance in squared units. */
  double drawnDeviation(double variance) {
    return Math.sqrt((double) whole(variance));
  }

  /** Standard deviations of the total noise that must fit beside the updates. */
  double headroom() {
    return 16;
  }

  /** Whether noise is drawn in whole units. */
  boolean discrete() {
    return mostDeviation < Double.POSITIVE_INFINITY;
  }

  /** The whole squared units that a discrete law draws for a variance: rounded up. */
  static long whole(double variance) {
    return (long) Math.ceil(variance * (1 + 0x1p-50));
  }

  private record Rounded(double deviation) implements Noise {
    @Override
    public void addTo(long[] target, RandomStream stream) {
      for (int i = 0; i < target.length; i++) {
        target[i] += (long) Math.rint(deviation * stream.nextGaussian());
      }
    }
  }

  private record Exact(IntegerLaw law) implements Noise {
    @Override
    public void addTo(long[] target, RandomStream stream) {
      law.addTo(target, stream::nextLong);
    }
  }
}
