package io.skerry.benchmarks;

import io.skerry.core.random.RandomKey;
import io.skerry.core.random.RandomStream;
import io.skerry.privacy.secureaggregation.Contribution;
import io.skerry.privacy.secureaggregation.Dropouts;
import io.skerry.privacy.secureaggregation.Execution;
import io.skerry.privacy.secureaggregation.Neighbourhoods;
import io.skerry.privacy.secureaggregation.SecureClient;
import io.skerry.privacy.secureaggregation.SessionId;
import io.skerry.privacy.secureaggregation.Terms;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * Processor time and bytes of secure aggregation where every tenth client is lost after it masked.
 * Arguments: clients, parameters, neighbours (0 for all). The last of six executions counts; each
 * is compared with the plain sum.
 */
public final class SecureAggregationCost {
  private static final int EXECUTIONS = 6;

  private SecureAggregationCost() {}

  public static void main(String[] arguments) {
    int clients = Integer.parseInt(arguments[0]);
    int parameters = Integer.parseInt(arguments[1]);
    int neighbours = Integer.parseInt(arguments[2]);
    Set<Integer> lost =
        IntStream.range(0, clients).filter(i -> i % 10 == 3).boxed().collect(Collectors.toSet());
    for (int i = 0; i < EXECUTIONS; i++) {
      RandomKey key = RandomKey.of(i);
      Neighbourhoods graph =
          neighbours == 0
              ? Neighbourhoods.complete(clients)
              : Neighbourhoods.harary(clients, neighbours, key);
      int threshold = Terms.leastThreshold(graph.degree() + 1, false);
      Terms terms = new Terms(SessionId.of(key), graph, threshold, parameters, false);
      Execution.Outcome outcome =
          Execution.run(
              terms,
              client -> new SecureClient(terms, client, key.child(client)),
              client -> Contribution.of(update(key, client, parameters), 1),
              new Dropouts(Set.of(), lost, Set.of()));
      require(outcome, key, clients, lost, parameters);
      System.out.printf(
          "%d clients, %d parameters, %d neighbours: client %.1f ms, server %.2f s,"
              + " %d bytes up, %d down%n",
          clients,
          parameters,
          graph.degree(),
          Arrays.stream(outcome.clientNanos()).average().orElse(0) * 1e-6,
          outcome.serverNanos() * 1e-9,
          outcome.bytesUp()[0],
          outcome.bytesDown()[0]);
    }
  }

  private static long[] update(RandomKey key, int client, int parameters) {
    RandomStream stream = key.child("update").child(client).stream();
    return LongStream.generate(stream::nextLong).limit(parameters).toArray();
  }

  private static void require(
      Execution.Outcome outcome, RandomKey key, int clients, Set<Integer> lost, int parameters) {
    long[] plain = new long[parameters];
    for (int client = 0; client < clients; client++) {
      if (!lost.contains(client)) {
        long[] update = update(key, client, parameters);
        Arrays.setAll(plain, i -> plain[i] + update[i]);
      }
    }
    if (!Arrays.equals(plain, outcome.sum().values())) {
      throw new IllegalStateException("the unmasked sum differs from the plain one");
    }
  }
}
