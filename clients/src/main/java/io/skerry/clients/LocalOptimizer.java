package io.skerry.clients;

import io.skerry.core.InvalidInputException;
import java.io.Serializable;

/**
 * How a client turns gradients into steps. The gradient of a batch is that of its mean loss plus
 * the algorithm's correction; it is shortened to {@code clip}, then {@code weightDecay} times the
 * parameters is added, then the rule moves the parameters.
 *
 * @param rate step size in the first round, positive
 * @param decay what becomes of it in later rounds
 * @param weightDecay lambda, not negative: the gradient of lambda/2 |w|^2
 * @param clip L2 norm to which a batch's whole gradient is shortened; infinity leaves it alone
 */
public record LocalOptimizer(
    UpdateRule rule, double rate, StepDecay decay, double weightDecay, double clip)
    implements Serializable {

  public LocalOptimizer {
    if (!(rate > 0 && Double.isFinite(rate))) {
      throw new InvalidInputException("clients.rate: expected a positive number, not " + rate);
    }
    if (!(weightDecay >= 0 && Double.isFinite(weightDecay))) {
      throw new InvalidInputException(
          "clients.weight-decay: expected a number of at least 0, not " + weightDecay);
    }
    if (!(clip > 0)) {
      throw new InvalidInputException(
          "clients.gradient-clip: expected a positive number, not " + clip);
    }
  }

  /** Stochastic gradient descent at one rate. */
  public static LocalOptimizer sgd(double rate) {
    return new LocalOptimizer(
        new UpdateRule.Sgd(), rate, StepDecay.NONE, 0, Double.POSITIVE_INFINITY);
  }

  /** The step size in {@code round}, counted from 1. */
  double rate(int round) {
    return rate * decay.factor(round);
  }

  /** Whether a layer can step by itself, before the gradients of the others are known. */
  boolean stepsByLayer() {
    return rule instanceof UpdateRule.Sgd && clip == Double.POSITIVE_INFINITY;
  }

  /**
   * Step decay over rounds: the rate is multiplied by {@code factor} after every {@code every} of
   * them.
   *
   * @param factor positive, at most 1
   * @param every at least 1
   */
  public record StepDecay(double factor, int every) implements Serializable {
    public static final StepDecay NONE = new StepDecay(1, 1);

    public StepDecay {
      if (!(factor > 0 && factor <= 1)) {
        throw new InvalidInputException(
            "clients.rate-decay.factor: expected a number above 0, at most 1, not " + factor);
      }
      if (every < 1) {
        throw new InvalidInputException(
            "clients.rate-decay.every: expected a number of at least 1, not " + every);
      }
    }

    double factor(int round) {
      return StrictMath.pow(factor, (round - 1) / every);
    }
  }
}
