package io.skerry.partitioners.skew;

import io.skerry.core.InvalidInputException;
import io.skerry.core.random.RandomKey;
import io.skerry.core.random.RandomStream;
import io.skerry.partitioners.distributions.Gammas;
import io.skerry.partitioners.quantity.ClientSizes;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Label and quantity skew of Yurochkin et al. 2019, as NIID-Bench and Flower Datasets have it:
 * class after class draws the clients' shares of it from one Dirichlet distribution over the
 * clients. Where a client is too small, all shares are drawn again, ten times at most.
 *
 * @param alpha concentration for each client
 * @param minPartitionSize examples that each client must get
 * @param selfBalancing whether a client that has more than the average gets nothing of the classes
 *     that follow
 */
public record DirichletClasses(List<Double> alpha, int minPartitionSize, boolean selfBalancing)
    implements LabelPartitioner {
  private static final int ATTEMPTS = 10;
  private static final int SIZES_SHOWN = 20;

  public DirichletClasses {
    alpha = List.copyOf(alpha);
    ClientSizes.checkClients(alpha.size());
    alpha.forEach(a -> DirichletMix.checkAlpha("partitioner.alpha", a));
    if (minPartitionSize < 1) {
      throw new InvalidInputException(
          "partitioner.min-partition-size: expected at least 1, not " + minPartitionSize);
    }
  }

  @Override
  public ClientAssignment plan(long[] labelCounts, RandomKey key) {
    long total = Arrays.stream(labelCounts).sum();
    ClientSizes.checkEnough(total, alpha.size());
    long smallest = Long.MAX_VALUE;
    long[] sizes = {};
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      Quotas quotas = draw(labelCounts, total, key.child("attempt").child(attempt));
      sizes = quotas.sizes();
      smallest = Arrays.stream(sizes).min().orElseThrow();
      if (smallest >= minPartitionSize) {
        return quotas.plan(key);
      }
    }
    throw new InvalidInputException(
        "partitioner.min-partition-size: expected "
            + minPartitionSize
            + " examples or more for each client, but draw "
            + ATTEMPTS
            + " still gave the sizes "
            + shown(sizes));
  }

  private Quotas draw(long[] labelCounts, long total, RandomKey key) {
    int clients = alpha.size();
    Quotas quotas = new Quotas(labelCounts, clients);
    long[] sizes = new long[clients];
    double average = (double) total / clients;
    double[] shares = new double[clients];
    for (int label = 0; label < labelCounts.length; label++) {
      RandomStream stream = key.child(label).stream();
      double highest = Double.NEGATIVE_INFINITY;
      for (int k = 0; k < clients; k++) {
        double log = Gammas.log(stream, alpha.get(k));
        shares[k] = selfBalancing && sizes[k] > average ? Double.NEGATIVE_INFINITY : log;
        highest = Math.max(highest, shares[k]);
      }
      double sum = 0;
      for (int k = 0; k < clients; k++) {
        sum += StrictMath.exp(shares[k] - highest);
        shares[k] = sum;
      }
      int given = 0;
      for (int k = 0; k < clients; k++) {
        int end = (int) (shares[k] / sum * quotas.count(label));
        quotas.give(k, label, end - given);
        sizes[k] += end - given;
        given = end;
      }
    }
    return quotas;
  }

  private static String shown(long[] sizes) {
    long[] sorted = Arrays.stream(sizes).sorted().toArray();
    String smallest =
        Arrays.stream(sorted)
            .limit(SIZES_SHOWN)
            .mapToObj(Long::toString)
            .collect(Collectors.joining(", "));
    return sorted.length <= SIZES_SHOWN
        ? smallest
        : smallest + ", ..., " + sorted[sorted.length - 1];
  }
}
