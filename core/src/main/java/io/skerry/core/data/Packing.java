package io.skerry.core.data;

import java.util.stream.IntStream;

/**
 * How clients come to partitions: consecutive ones together, so that every partition costs about as
 * much as any other. It never changes a result.
 *
 * @param bounds one more than there are partitions, ascending: the first 0, the last the number of
 *     clients; a partition may be empty
 * @param balance expected cost of the most expensive partition over the mean of all
 */
public record Packing(long[] bounds, double balance) {

  /** Packs all clients of a population, by their expected cost. */
  public static Packing of(Population population, int partitions) {
    long clients = population.spec().clients();
    double total = population.costBefore(clients);
    long[] bounds = new long[partitions + 1];
    for (int i = 1; i < partitions; i++) {
      bounds[i] = nearest(population, total * i / partitions, bounds[i - 1], clients);
    }
    bounds[partitions] = clients;
    double most =
        IntStream.range(0, partitions)
            .mapToDouble(
                i -> population.costBefore(bounds[i + 1]) - population.costBefore(bounds[i]))
            .max()
            .orElseThrow();
    return new Packing(bounds, total == 0 ? 1 : most * partitions / total);
  }

  /**
   * Boundaries for some of the clients, in equal numbers.
   *
   * @param wanted their ordinals, ascending
   * @param clients of the population
   */
  public static long[] evenly(long[] wanted, long clients, int partitions) {
    long[] bounds = new long[partitions + 1];
    for (int i = 1; i < partitions; i++) {
      int at = (int) ((long) wanted.length * i / partitions);
      bounds[i] = at == wanted.length ? clients : wanted[at];
    }
    bounds[0] = 0;
    bounds[partitions] = clients;
    return bounds;
  }

  /** The client before which the cost is closest to {@code target}. */
  private static long nearest(Population population, double target, long from, long until) {
    long low = from;
    long high = until;
    while (low < high) {
      long middle = (low + high) >>> 1;
      if (population.costBefore(middle) < target) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    boolean before =
        low > from
            && target - population.costBefore(low - 1) <= population.costBefore(low) - target;
    return before ? low - 1 : low;
  }
}
