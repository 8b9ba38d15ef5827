package io.skerry.partitioners.quantity;

import io.skerry.core.InvalidInputException;
import io.skerry.core.random.RandomKey;
import io.skerry.partitioners.distributions.Normals;

/**
 * Sizes in proportion to exp(sigma z), z standard normal and drawn by each client's own key; each
 * client gets at least one example.
 *
 * @param clients number of clients
 * @param sigma standard deviation of a size's logarithm; 0 for equal sizes
 */
public record LognormalSizes(int clients, double sigma) implements ClientSizes {
  public LognormalSizes {
    ClientSizes.checkClients(clients);
    if (!(sigma >= 0 && sigma < Double.POSITIVE_INFINITY)) {
      throw new InvalidInputException(
          "partitioner.sizes.sigma: expected a number of at least 0, not " + sigma);
    }
  }

  @Override
  public Runs runs(long total, RandomKey key) {
    double[] logWeights = new double[clients];
    for (int i = 0; i < clients; i++) {
      logWeights[i] = sigma * Normals.next(key.child(i).stream());
    }
    return ListedRuns.apportioned(logWeights, total);
  }
}
