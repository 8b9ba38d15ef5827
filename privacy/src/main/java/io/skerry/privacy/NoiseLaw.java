package io.skerry.privacy;

import io.skerry.core.random.RandomStream;
import io.skerry.privacy.accounting.PrivacyEvent;
import io.skerry.privacy.accounting.PrivacyEvent.DiscreteGaussianSum;
import io.skerry.privacy.accounting.PrivacyEvent.Gaussian;
import io.skerry.privacy.accounting.PrivacyEvent.MatrixFactorization;
import io.skerry.privacy.accounting.PrivacyEvent.Skellam;
import io.skerry.privacy.accounting.PrivacyEvent.TreeAggregation;
import io.skerry.privacy.sampling.DiscreteGaussian;
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
   * @param multiplier standard deviation over L2 sensitivity
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
