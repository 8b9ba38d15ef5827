package io.skerry.privacy.secureaggregation;

import io.skerry.core.pipeline.GivenUp;
import io.skerry.core.pipeline.RingStage;
import io.skerry.core.pipeline.RoundEvent;
import io.skerry.core.random.StreamKey;
import io.skerry.core.schedule.Dropout;
import io.skerry.core.schedule.Dropout.Fate;
import io.skerry.core.schedule.RoundPlan;
import io.skerry.core.sum.RingSum;
import io.skerry.privacy.randomness.Randomness;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Masks what leaves the clients of a round, weights included, and removes the masks from the sum:
 * the last ring stage. Clients exchange keys and shares before the map stage, mask in it, and
 * unmask after it. Keys derive from the round's, so that a task that is run again sends the same;
 * the sum is the unmasked one to the bit.
 *
 * <p>Clients that the experiment loses before their work share no secrets; of those lost after it
 * the masked vector is missing. A round in which too few are left is given up: nothing of it is
 * unmasked.
 */
public final class SecureAggregation implements RingStage {
  private final SecureAggregationSettings settings;
  private final int length;
  private final boolean coversOne;
  private final Randomness randomness;

  /** Of the round between its two halves; null where no masks are put on. */
  private @Nullable KeyExchange open;

  private @Nullable GivenUp givenUp;

  /**
   * @param length values of an update
   * @param coversOne whether a stage before puts all of a round's noise on the update of a client
   *     that is the only one: a sum over one client shows its update, and is otherwise given up
   * @param randomness of all keys
   */
  public SecureAggregation(
      SecureAggregationSettings settings, int length, boolean coversOne, Randomness randomness) {
    this.settings = settings;
    this.length = length;
    this.coversOne = coversOne;
    this.randomness = randomness;
  }

  @Override
  public Optional<ClientHalf> clientHalf(RoundPlan plan) {
    open = null;
    givenUp = null;
    int clients = plan.cohortSize();
    if (clients == 0 || (clients == 1 && coversOne)) {
      return Optional.empty();
    }
    if (clients == 1) {
      givenUp =
          new GivenUp(
              "secure aggregation: the sum would be one client's update, expected at least 2"
                  + " clients; the round is given up");
      return Optional.of(new Silence(null, plan.cohort()));
    }
    Terms terms = terms(plan);
    Dropouts dropouts = dropouts(plan);
    try {
      KeyExchange exchange = KeyExchange.run(terms, plan.cohort(), key(plan), dropouts);
      open = exchange;
      return Optional.of(exchange.half());
    } catch (TooFewClientsException e) {
      givenUp = new GivenUp(e.reason());
      return Optional.of(new Silence(KeyExchange.traffic(terms, dropouts), plan.cohort()));
    }
  }

  @Override
  public List<RoundEvent> serverHalf(RoundPlan plan, RingSum sum) {
    KeyExchange exchange = open;
    GivenUp early = givenUp;
    open = null;
    givenUp = null;
    if (early != null) {
      return List.of(early);
    }
    if (plan.cohortSize() == 0 || (plan.cohortSize() == 1 && coversOne)) {
      return List.of();
    }
    if (exchange == null || !exchange.terms().session().equals(session(plan))) {
      throw new IllegalStateException("round " + plan.round() + " did not begin here");
    }
    try {
      exchange.unmask(sum);
      return List.of();
    } catch (TooFewClientsException e) {
      return List.of(new GivenUp(e.reason()));
    }
  }

  @Override
  public NoiseLevel noise(RoundPlan plan) {
    return new NoiseLevel(0, 0);
  }

  private StreamKey key(RoundPlan plan) {
    return randomness.key(plan, "secure aggregation");
  }

  private SessionId session(RoundPlan plan) {
    return SessionId.of(key(plan));
  }

  private Terms terms(RoundPlan plan) {
    int clients = plan.cohortSize();
    Neighbourhoods graph =
        settings.neighbours() == null
            ? Neighbourhoods.complete(clients)
            : Neighbourhoods.harary(clients, settings.neighbours(), key(plan).child("neighbours"));
    int threshold = settings.threshold(graph.degree() + 1);
    return new Terms(session(plan), graph, threshold, length, settings.active());
  }

  /** By their numbers in the cohort. */
  private static Dropouts dropouts(RoundPlan plan) {
    long[] cohort = plan.cohort();
    Dropout dropout = plan.dropout();
    Map<Fate, Set<Integer>> numbers =
        IntStream.range(0, cohort.length)
            .boxed()
            .collect(Collectors.groupingBy(i -> dropout.of(cohort[i]), Collectors.toSet()));
    return new Dropouts(
        numbers.getOrDefault(Fate.LOST_BEFORE_WORK, Set.of()),
        numbers.getOrDefault(Fate.LOST_AFTER_WORK, Set.of()),
        Set.of());
  }

  /** What clients send in a round that was given up before they masked: zeros. */
  private record Silence(@Nullable Traffic traffic, long[] cohort) implements ClientHalf {
    @Override
    public long apply(long ordinal, long[] encoded, long weight) {
      Arrays.fill(encoded, 0);
      return 0;
    }

    @Override
    public long bytesUp(long ordinal) {
      return traffic == null ? 0 : traffic.up(Arrays.binarySearch(cohort, ordinal));
    }

    @Override
    public long bytesDown(long ordinal) {
      return traffic == null ? 0 : traffic.down(Arrays.binarySearch(cohort, ordinal));
    }
  }
}
