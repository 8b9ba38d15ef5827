package io.skerry.privacy.secureaggregation;

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
 * unmask after it. Keys derive from the round's, so that a task that is run again sends the same;
 * the sum is the unmasked one to the bit.
 */
public final class SecureAggregation implements RingStage {
  private final SecureAggregationSettings settings;
  private final int length;

  /** Of the round between its two halves. */
  private @Nullable KeyExchange open;

  /**
   * @param length values of an update
   */
  public SecureAggregation(SecureAggregationSettings settings, int length) {
    this.settings = settings;
    this.length = length;
  }

  @Override
  public Optional<ClientHalf> clientHalf(RoundPlan plan) {
    if (plan.cohortSize() == 0) {
      return Optional.empty();
    }
    KeyExchange exchange = KeyExchange.run(terms(plan), plan.cohort(), key(plan), Dropouts.NONE);
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
    Neighbourhoods graph =
        settings.neighbours() == null
            ? Neighbourhoods.complete(clients)
            : Neighbourhoods.harary(clients, settings.neighbours(), key(plan).child("neighbours"));
    int threshold = settings.threshold(graph.degree() + 1);
    return new Terms(session(plan), graph, threshold, length, settings.active());
  }
}
