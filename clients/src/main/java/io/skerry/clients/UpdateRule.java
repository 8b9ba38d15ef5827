package io.skerry.clients;

import io.skerry.clients.kernels.Blas;
import io.skerry.clients.kernels.Floats;
import io.skerry.core.InvalidInputException;
import java.io.Serializable;

/**
 * How a step of rate eta moves the parameters w along the gradient g. What it remembers from step
 * to step starts at zero with each client of each round and stays there: only the update is sent.
 */
public sealed interface UpdateRule extends Serializable {

  /** How many vectors, each as long as the model, it remembers. */
  int memories();

  /**
   * Moves {@code parameters}.
   *
   * @param step number of the step, from 1
   * @param rate eta
   * @param gradient g; may be changed
   * @param memory the vectors it remembers
   */
  void step(int step, double rate, Floats gradient, Floats[] memory, Floats parameters);

  /** w <- w - eta g. */
  record Sgd() implements UpdateRule {
    @Override
    public int memories() {
      return 0;
    }

    @Override
    public void step(int step, double rate, Floats gradient, Floats[] memory, Floats parameters) {
      Blas.add((float) -rate, gradient, parameters);
    }
  }

  /**
   * v <- beta v + g, w <- w - eta v (Polyak 1964, in the form of Sutskever et al. 2013).
   *
   * @param momentum beta, from 0 to below 1
   */
  record Momentum(double momentum) implements UpdateRule {
    public Momentum {
      requireShare("momentum", momentum);
    }

    @Override
    public int memories() {
      return 1;
    }

    @Override
    public void step(int step, double rate, Floats gradient, Floats[] memory, Floats parameters) {
      Floats velocity = memory[0];
      Blas.scale((float) momentum, velocity);
      Blas.add(1, gradient, velocity);
      Blas.add((float) -rate, velocity, parameters);
    }
  }

  /**
   * Adam (Kingma and Ba 2015, algorithm 1), with its correction of both moments' bias.
   *
   * @param beta1 decay of the first moment, from 0 to below 1
   * @param beta2 decay of the second moment, from 0 to below 1
   * @param epsilon added to the root of the second moment, positive
   */
  record Adam(double beta1, double beta2, double epsilon) implements UpdateRule {
    public Adam {
      requireShare("beta1", beta1);
      requireShare("beta2", beta2);
      if (!(epsilon > 0 && Double.isFinite(epsilon))) {
        throw new InvalidInputException(
            "clients.optimizer.epsilon: expected a positive number, not " + epsilon);
      }
    }

    @Override
    public int memories() {
      return 2;
    }

    @Override
    public void step(int step, double rate, Floats gradient, Floats[] memory, Floats parameters) {
      Floats first = memory[0];
      Floats second = memory[1];
      float b1 = (float) beta1;
      float b2 = (float) beta2;
      float size = (float) (rate / (1 - power(beta1, step)));
      float unbias = (float) (1 / (1 - power(beta2, step)));
      float eps = (float) epsilon;
      for (int i = 0; i < parameters.size(); i++) {
        float g = gradient.get(i);
        float m = b1 * first.get(i) + (1 - b1) * g;
        float v = b2 * second.get(i) + (1 - b2) * g * g;
        first.set(i, m);
        second.set(i, v);
        float w = parameters.get(i);
        parameters.set(i, w - size * m / ((float) Math.sqrt(v * unbias) + eps));
      }
    }
  }

  /** base^exponent. StrictMath's allocates memory on every call. */
  private static double power(double base, int exponent) {
    double power = 1;
    double square = base;
    for (int bits = exponent; bits > 0; bits >>= 1) {
      if ((bits & 1) == 1) {
        power *= square;
      }
      square *= square;
    }
    return power;
  }

  private static void requireShare(String key, double value) {
    if (!(value >= 0 && value < 1)) {
      throw new InvalidInputException(
          "clients.optimizer." + key + ": expected a number from 0 to below 1, not " + value);
    }
  }
}
