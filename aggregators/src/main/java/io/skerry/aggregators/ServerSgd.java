package io.skerry.aggregators;

import io.skerry.core.InvalidInputException;
import io.skerry.core.pipeline.ServerOptimizer;

/**
 * w + rate u: FedAvg at rate 1. Computed in double and rounded once.
 *
 * @param rate the server's learning rate
 */
public record ServerSgd(double rate) implements ServerOptimizer {

  public ServerSgd {
    if (!(rate > 0 && rate < Double.POSITIVE_INFINITY)) {
      throw new InvalidInputException("server.rate: expected a positive number, not " + rate);
    }
  }

  @Override
  public float[] step(float[] parameters, float[] update) {
    float[] next = new float[parameters.length];
    for (int i = 0; i < next.length; i++) {
      next[i] = (float) (parameters[i] + rate * update[i]);
    }
    return next;
  }
}
