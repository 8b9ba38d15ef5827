package io.skerry.privacy.accounting;

import io.skerry.core.InvalidInputException;
import java.io.Serializable;
import java.util.List;

/**
 * What ran, as data: emitted by the mechanism, priced by an accountant. Two equal events cost the
 * same, so an event holds all that its price depends on, except the neighbouring relation.
 */
public sealed interface PrivacyEvent extends Serializable {

  /**
   * A sum with Gaussian noise.
   *
   * @param noiseMultiplier z: standard deviation of the noise / L2 sensitivity under the {@link
   *     NeighbouringRelation} in use; 0 is no noise and costs infinity
   */
  record Gaussian(double noiseMultiplier) implements PrivacyEvent {
    public Gaussian {
      require(
          noiseMultiplier >= 0 && noiseMultiplier < Double.POSITIVE_INFINITY,
          "The noise multiplier of a Gaussian event must be finite and at least 0",
          noiseMultiplier);
    }
  }

  /**
   * A sum with Laplace noise.
   *
   * @param noiseMultiplier scale b of the noise / L1 sensitivity under the relation
   */
  record Laplace(double noiseMultiplier) implements PrivacyEvent {
    public Laplace {
      requirePositive("noise multiplier of a Laplace event", noiseMultiplier);
    }
  }

  /**
   * An integer with discrete Laplace noise, whose mass at x is proportional to exp(-rate |x|).
   *
   * @param sensitivity of the integer
   */
  record DiscreteLaplace(double rate, long sensitivity) implements PrivacyEvent {
    public DiscreteLaplace {
      requirePositive("rate of a discrete Laplace event", rate);
      requirePositive("sensitivity of a discrete Laplace event", sensitivity);
    }
  }

  /**
   * An integer with one discrete Gaussian, whose mass at x is proportional to exp(-x^2 / (2
   * sigma^2)).
   *
   * @param sensitivity of the integer
   */
  record DiscreteGaussian(double sigma, long sensitivity) implements PrivacyEvent {
    public DiscreteGaussian {
      requirePositive("sigma of a discrete Gaussian event", sigma);
      requirePositive("sensitivity of a discrete Gaussian event", sensitivity);
    }
  }

  /**
   * A sum of integer vectors to each coordinate of which every one of {@code clients} added a
   * discrete Gaussian: close to one of variance {@code clients sigma^2}, but not one.
   *
   * @param clients whose noise is in the sum; the noise of those that dropped out is not
   * @param sigma of one client's noise
   * @param sensitivity L2, of the sum of integers, under the relation
   * @param dimension coordinates of the vector
   */
  record DiscreteGaussianSum(long clients, double sigma, double sensitivity, long dimension)
      implements PrivacyEvent {
    public DiscreteGaussianSum {
      requirePositive("number of clients of a sum of discrete Gaussians", clients);
      requirePositive("sigma of a sum of discrete Gaussians", sigma);
      requirePositive("sensitivity of a sum of discrete Gaussians", sensitivity);
      requirePositive("dimension of a sum of discrete Gaussians", dimension);
    }
  }

  /**
   * A sum of integer vectors with Skellam noise on each coordinate: the difference of two Poisson
   * variates. Shares of clients add up to a Skellam of the sum of their variances.
   *
   * @param variance of the noise in a coordinate of the sum
   * @param l1 L1 sensitivity of the sum of integers under the relation
   * @param l2 its L2 sensitivity
   */
  record Skellam(double variance, double l1, double l2) implements PrivacyEvent {
    public Skellam {
      requirePositive("variance of a Skellam event", variance);
      requirePositive("L1 sensitivity of a Skellam event", l1);
      requirePositive("L2 sensitivity of a Skellam event", l2);
    }
  }

  /** Anything of which no more is known than that it is (epsilon, delta)-private. */
  record EpsilonDelta(double epsilon, double delta) implements PrivacyEvent {
    public EpsilonDelta {
      require(
          epsilon >= 0 && epsilon < Double.POSITIVE_INFINITY,
          "The epsilon of an (epsilon, delta) event must be finite and at least 0",
          epsilon);
      require(
          delta >= 0 && delta <= 1,
          "The delta of an (epsilon, delta) event must be in [0, 1]",
          delta);
    }
  }

  /**
   * All prefix sums of a sequence, by a binary tree of partial sums with Gaussian noise on each
   * node, where each client enters one leaf at the most.
   *
   * @param noiseMultiplier standard deviation of a node's noise / L2 sensitivity of a leaf
   * @param steps leaves of the tree; one leaf is in at most floor(log2 steps) + 1 nodes
   */
  record TreeAggregation(double noiseMultiplier, long steps) implements PrivacyEvent {
    public TreeAggregation {
      requirePositive("noise multiplier of a tree aggregation", noiseMultiplier);
      requirePositive("number of steps of a tree aggregation", steps);
    }

    /** How many nodes hold one leaf, at the most. */
    public int levels() {
      return Long.SIZE - Long.numberOfLeadingZeros(steps);
    }
  }

  /**
   * A whole sequence of sums released with correlated Gaussian noise, by a factorisation A = B C of
   * the workload: noise of standard deviation {@code noiseMultiplier} times the clip is added to C
   * times the updates, which is one Gaussian release.
   *
   * @param sensitivity largest L2 norm of C u over the ways u in which a client may take part, for
   *     updates of norm 1: for a banded C and rounds at least a band apart, the largest norm of a
   *     column times the square root of the number of rounds (Choquette-Choo et al. 2023)
   */
  record MatrixFactorization(double noiseMultiplier, double sensitivity) implements PrivacyEvent {
    public MatrixFactorization {
      requirePositive("noise multiplier of a matrix factorisation", noiseMultiplier);
      requirePositive("sensitivity of a matrix factorisation", sensitivity);
    }
  }

  /**
   * {@code event} ran on a sample which each client entered independently.
   *
   * @param rate q: the probability, in [0, 1], that a client is in the sample
   */
  record PoissonSampled(double rate, PrivacyEvent event) implements PrivacyEvent {
    public PoissonSampled {
      require(
          rate >= 0 && rate <= 1, "The rate of a Poisson-sampled event must be in [0, 1]", rate);
    }
  }

  /**
   * {@code event} ran on {@code sample} of {@code population} units, all samples equally likely.
   */
  record FixedSizeSampled(long sample, long population, PrivacyEvent event)
      implements PrivacyEvent {
    public FixedSizeSampled {
      requirePositive("sample of a fixed-size sampled event", sample);
      require(
          sample <= population, "The sample must be at most the population " + population, sample);
    }
  }

  /**
   * {@code event}, at what it costs {@code size} units together: the relation holds for all of them
   * at once. A client with that many examples, where {@code event} protects examples.
   */
  record Group(long size, PrivacyEvent event) implements PrivacyEvent {
    public Group {
      requirePositive("size of a group", size);
    }
  }

  /** Several events, each free to depend on the outcome of those before it. */
  record Composed(List<PrivacyEvent> events) implements PrivacyEvent {
    public Composed {
      events = List.copyOf(events);
    }
  }

  /** {@code event}, {@code count} times; 0 times costs nothing. */
  record SelfComposed(PrivacyEvent event, long count) implements PrivacyEvent {
    public SelfComposed {
      require(count >= 0, "The count of a self-composed event must be at least 0", count);
    }
  }

  /** Something ran that protects nothing: costs infinity. */
  record NonPrivate() implements PrivacyEvent {}

  private static void requirePositive(String what, Number value) {
    double number = value.doubleValue();
    require(
        number > 0 && number < Double.POSITIVE_INFINITY,
        "The " + what + " must be positive and finite",
        value);
  }

  private static void require(boolean holds, String expected, Number value) {
    if (!holds) {
      throw new InvalidInputException(expected + ", not " + value + ".");
    }
  }
}
