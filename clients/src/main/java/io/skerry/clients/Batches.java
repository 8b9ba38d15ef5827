package io.skerry.clients;

import io.skerry.core.InvalidInputException;
import io.skerry.core.random.RandomKey;
import io.skerry.core.random.RandomStream;
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
   * @param stragglers probability that a client is too slow for all of them (Li et al. 2020,
   *     section 5.2)
   */
  record Passes(int size, int epochs, Order order, double stragglers) implements Batches {
    public Passes {
      if (size < 1) {
        throw new InvalidInputException(
            "clients.batch: expected a number of at least 1, not " + size);
      }
      if (epochs < 1) {
        throw new InvalidInputException(
            "clients.epochs: expected a number of at least 1, not " + epochs);
      }
      if (!(stragglers >= 0 && stragglers <= 1)) {
        throw new InvalidInputException(
            "clients.stragglers: expected a probability from 0 to 1, not " + stragglers);
      }
      if (stragglers > 0 && epochs == 1) {
        throw new InvalidInputException(
            "clients.stragglers: slow clients do fewer epochs, expected clients.epochs of at least"
                + " 2");
      }
    }

    /** Passes of clients that are all fast enough. */
    public Passes(int size, int epochs, Order order) {
      this(size, epochs, order, 0);
    }

    @Override
    public BatchStream open() {
      return new PassesStream(this);
    }

    /** Passes of the client with this key: all, or where it is slow any smaller number from 1. */
    int epochs(RandomKey key) {
      if (stragglers == 0) {
        return epochs;
      }
      RandomStream stream = key.child("straggler").stream();
      return stream.nextDouble() < stragglers ? 1 + stream.nextInt(epochs - 1) : epochs;
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
