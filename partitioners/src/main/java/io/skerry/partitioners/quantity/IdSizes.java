package io.skerry.partitioners.quantity;

import io.skerry.core.InvalidInputException;
import io.skerry.core.random.RandomKey;
import java.util.function.IntToDoubleFunction;

/**
 * Sizes in proportion to a function of the client's id 1, 2, ..., as Flower Datasets' partitioners
 * by id have them: shares of the data rounded down, and what is left over with the last client.
 *
 * @param clients number of clients
 * @param units what the size of the client with an id is proportional to
 */
public record IdSizes(int clients, IntToDoubleFunction units) implements ClientSizes {
  public IdSizes {
    ClientSizes.checkClients(clients);
  }

  /** Client i gets i units. */
  public static IdSizes linear(int clients) {
    return new IdSizes(clients, id -> id);
  }

  /** Client i gets i^2 units. */
  public static IdSizes square(int clients) {
    return new IdSizes(clients, id -> (double) id * id);
  }

  /** Client i gets e^i units. */
  public static IdSizes exponential(int clients) {
    return new IdSizes(clients, id -> StrictMath.exp(id - clients));
  }

  /** Client i gets i^power units. */
  public static IdSizes power(int clients, double power) {
    if (!Double.isFinite(power)) {
      throw new InvalidInputException("partitioner.power: expected a number, not " + power);
    }
    return new IdSizes(clients, id -> StrictMath.pow(id, power));
  }

  @Override
  public Runs runs(long total, RandomKey key) {
    double sum = 0;
    for (int id = 1; id <= clients; id++) {
      sum += units.applyAsDouble(id);
    }
    long[] sizes = new long[clients];
    long left = total;
    for (int i = 0; i < clients; i++) {
      sizes[i] = (long) (units.applyAsDouble(i + 1) / sum * total);
      left -= sizes[i];
    }
    sizes[clients - 1] += left;
    for (int i = 0; i < clients; i++) {
      if (sizes[i] < 1) {
        throw new InvalidInputException(
            "partitioner.clients: of "
                + total
                + " examples client "
                + i
                + " would get none, expected fewer clients than "
                + clients);
      }
    }
    return ListedRuns.ofSizes(sizes);
  }
}
