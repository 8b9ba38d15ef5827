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
      if (!(noiseMultiplier >= 0 && noiseMultiplier < Double.POSITIVE_INFINITY)) {
        throw new InvalidInputException(
            "The noise multiplier of a Gaussian event must be finite and at least 0, not "
                + noiseMultiplier
                + ".");
      }
    }
  }

  /**
   * {@code event} ran on a sample which each client entered independently.
   *
   * @param rate q: the probability, in [0, 1], that a client is in the sample
   */
  record PoissonSampled(double rate, PrivacyEvent event) implements PrivacyEvent {
    public PoissonSampled {
      if (!(rate >= 0 && rate <= 1)) {
        throw new InvalidInputException(
            "The rate of a Poisson-sampled event must be in [0, 1], not " + rate + ".");
      }
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
      if (count < 0) {
        throw new InvalidInputException(
            "The count of a self-composed event must be at least 0, not " + count + ".");
      }
    }
  }

  /** Something ran that protects nothing: costs infinity. */
  record NonPrivate() implements PrivacyEvent {}
}
