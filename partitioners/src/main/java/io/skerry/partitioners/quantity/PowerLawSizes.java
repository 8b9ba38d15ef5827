package io.skerry.partitioners.quantity;

import io.skerry.core.InvalidInputException;
import io.skerry.core.random.RandomKey;

/**
 * Sizes by a power law: the client with number k = 0, 1, ... gets a share in proportion to (k +
 * 1)^-exponent, and at least one example.
 *
 * @param clients number of clients
 * @param exponent 0 for equal sizes, 1 for Zipf's law
 */
public record PowerLawSizes(int clients, double exponent) implements ClientSizes {
  public PowerLawSizes {
    ClientSizes.checkClients(clients);
    if (!(exponent >= 0 && exponent < Double.POSITIVE_INFINITY)) {
      throw new InvalidInputException(
          "partitioner.sizes.exponent: expected a number of at least 0, not " + exponent);
    }
  }

  @Override
  public Runs runs(long total, RandomKey key) {
    double[] logWeights = new double[clients];
    for (int i = 0; i < clients; i++) {
      logWeights[i] = -exponent * StrictMath.log(i + 1);
    }
    return ListedRuns.apportioned(logWeights, total);
  }
}
