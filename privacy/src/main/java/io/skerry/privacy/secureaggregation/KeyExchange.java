package io.skerry.privacy.secureaggregation;

import io.skerry.core.pipeline.RingStage;
import io.skerry.core.random.RandomKey;
import io.skerry.core.sum.RingSum;
import io.skerry.privacy.secureaggregation.Message.Delivery;
import io.skerry.privacy.secureaggregation.Message.Endorsements;
import io.skerry.privacy.secureaggregation.Message.Roster;
import io.skerry.privacy.secureaggregation.Message.SealedShares;
import io.skerry.privacy.secureaggregation.Message.Survivors;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * A round's execution as the driver sees it: keys and shares before the map stage, unmasking after
 * it. In between each client masks where it trains, as a second instance with the same key.
 */
record KeyExchange(SecureServer server, List<SecureClient> clients, Half half) {

  /** Steps 0 and 1, and the opening of shares. */
  static KeyExchange run(Terms terms, long[] cohort, RandomKey key) {
    List<SecureClient> clients =
        Arrays.stream(cohort).mapToObj(ordinal -> client(terms, cohort, ordinal, key)).toList();
    SecureServer server = new SecureServer(terms);
    clients.parallelStream().map(SecureClient::advertise).toList().forEach(server::receive);
    Map<Integer, Roster> rosters = server.closeAdvertising();
    List<SealedShares> sealed =
        IntStream.range(0, cohort.length)
            .parallel()
            .mapToObj(i -> clients.get(i).share(Objects.requireNonNull(rosters.get(i))))
            .toList();
    sealed.forEach(server::receive);
    Map<Integer, Delivery> deliveries = server.closeSharing();
    IntStream.range(0, cohort.length)
        .parallel()
        .forEach(i -> clients.get(i).receive(Objects.requireNonNull(deliveries.get(i))));
    return new KeyExchange(
        server,
        clients,
        new Half(
            terms, cohort, key, List.copyOf(rosters.values()), List.copyOf(deliveries.values())));
  }

  /** Step 4: takes the masks off the sum of all clients' masked vectors. */
  void unmask(RingSum sum) {
    server.receive(half.cohort().length, packed(sum));
    Map<Integer, Survivors> survivors = server.closeMasking();
    Endorsements nobody = Endorsements.none(half.terms().session());
    for (int i = 0; i < clients.size(); i++) {
      clients.get(i).maskedElsewhere();
      server.receive(clients.get(i).unmask(Objects.requireNonNull(survivors.get(i)), nobody));
    }
    UnmaskedSum unmasked = server.finish();
    sum.replace(unmasked.values(), unmasked.weight());
  }

  private static SecureClient client(Terms terms, long[] cohort, long ordinal, RandomKey key) {
    return new SecureClient(terms, Arrays.binarySearch(cohort, ordinal), key.child(ordinal));
  }

  private static long[] packed(RingSum sum) {
    return new Contribution(sum.values(), sum.weight(), 0).packed();
  }

  /** Step 2 on executors: what one client of the cohort sends in place of its update. */
  record Half(
      Terms terms, long[] cohort, RandomKey key, List<Roster> rosters, List<Delivery> deliveries)
      implements RingStage.ClientHalf {

    @Override
    public long apply(long ordinal, long[] encoded, long weight) {
      int number = Arrays.binarySearch(cohort, ordinal);
      SecureClient client = client(terms, cohort, ordinal, key);
      client.advertise();
      client.share(rosters.get(number));
      client.receive(deliveries.get(number));
      long[] masked = client.mask(Contribution.of(encoded, weight)).values();
      System.arraycopy(masked, 0, encoded, 0, encoded.length);
      return masked[encoded.length];
    }

    @Override
    public long bytesUp() {
      return terms.bytesUp();
    }

    @Override
    public long bytesDown() {
      return terms.bytesDown();
    }
  }
}
