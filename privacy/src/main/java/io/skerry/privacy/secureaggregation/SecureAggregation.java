package io.skerry.privacy.secureaggregation;

import io.skerry.core.InvalidInputException;
import io.skerry.core.pipeline.RingStage;
import io.skerry.core.pipeline.RoundEvent;
import io.skerry.core.random.RandomKey;
import io.skerry.core.schedule.RoundPlan;
import io.skerry.core.sum.RingSum;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Masks what leaves the clients of a round, weights included, and removes the masks from the sum:
 * the last ring stage. Clients exchange keys and shares before the map stage, mask in it, and
 * unmask after it, with a semi-honest server and the least threshold that is safe. Keys derive from
 * the round's, so that a task that is run again sends the same; the sum is the unmasked one to the
 * bit.
 */
public final class SecureAggregation implements RingStage {
  private final int neighbours;
  private final int length;

  /** Of the round between its two halves. */
  private @Nullable KeyExchange open;

  /**
   * @param neighbours with how many others each client masks, even; null for all
   * @param length values of an update
   */
  public SecureAggregation(@Nullable Integer neighbours, int length) {
    if (neighbours != null && (neighbours < 2 || neighbours % 2 != 0)) {
      throw new InvalidInputException(
          "secure-aggregation.neighbours: expected all or an even number from 2, not "
              + neighbours);
    }
    this.neighbours = neighbours == null ? Integer.MAX_VALUE - 1 : neighbours;
    this.length = length;
  }

  @Override
  public Optional<ClientHalf> clientHalf(RoundPlan plan) {
    if (plan.cohortSize() == 0) {
      return Optional.empty();
    }
    KeyExchange exchange = KeyExchange.run(terms(plan), plan.cohort(), key(plan));
    open = exchange;
    return Optional.of(exchange.half());
  }

  @Override
  public List<RoundEvent> serverHalf(RoundPlan plan, RingSum sum) {
    KeyExchange exchange = open;
    open = null;
    if (plan.cohortSize() > 0) {
      if (exchange == null || !exchange.half().terms().session().equals(session(plan))) {
        throw new IllegalStateException("round " + plan.round() + " did not begin here");
      }
      exchange.unmask(sum);
    }
    return List.of();
  }

  @Override
  public NoiseLevel noise(RoundPlan plan) {
    return new NoiseLevel(0, 0);
  }

  private static RandomKey key(RoundPlan plan) {
    return plan.key().child("secure aggregation");
  }

  private static SessionId session(RoundPlan plan) {
    return SessionId.of(key(plan));
  }

  private Terms terms(RoundPlan plan) {
    int clients = plan.cohortSize();
    if (clients == 1) {
      throw new SecureAggregationException(
          "the sum of round "
              + plan.round()
              + " would be one client's update; expected at least 2");
    }
    RandomKey key = key(plan);
    Neighbourhoods graph = Neighbourhoods.harary(clients, neighbours, key.child("neighbours"));
    int threshold = Terms.leastThreshold(graph.degree() + 1, false);
    return new Terms(session(plan), graph, threshold, length, false);
  }
}
