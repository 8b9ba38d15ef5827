package io.skerry.clients;

import io.skerry.core.InvalidInputException;
import java.io.Serializable;

/** Which of its examples a client takes into each of its steps. */
public sealed interface Batches extends Serializable {

  /** What draws the batches, for one client after another. */
  BatchStream open();

  /**
   * Passes over the examples, each of which is in one batch a pass.
   *
   * @param size examples a step, at least 1; the last batch of a pass may be smaller
   * @param epochs passes, at least 1
   */
  record Passes(int size, int epochs, Order order) implements Batches {
    public Passes {
      if (size < 1) {
        throw new InvalidInputException(
            "clients.batch: expected a number of at least 1, not " + size);
      }
      if (epochs < 1) {
        throw new InvalidInputException(
            "clients.epochs: expected a number of at least 1, not " + epochs);
      }
    }

    @Override
    public BatchStream open() {
      return new PassesStream(this);
    }
  }

  /** How a pass orders the examples. */
  enum Order {
    /** At random, each pass anew. */
    SHUFFLED,
    /** As the data has them, to do what another program did. */
    ROWS
  }

  /**
   * Batches that each example enters independently, so that their sizes vary and may be 0.
   *
   * @param rate probability that an example is in a batch, above 0, at most 1
   * @param steps at least 1
   */
  record Poisson(double rate, int steps) implements Batches {
    public Poisson {
      if (!(rate > 0 && rate <= 1)) {
        throw new InvalidInputException(
            "clients.privacy.sampling-rate: expected a number above 0, at most 1, not " + rate);
      }
      if (steps < 1) {
        throw new InvalidInputException(
            "clients.epochs: expected a number of at least 1, not " + steps);
      }
    }

    @Override
    public BatchStream open() {
      return new PoissonStream(this);
    }
  }
}
