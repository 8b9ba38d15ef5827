package io.skerry.privacy.secureaggregation;

import io.skerry.core.pipeline.RingStage;
import io.skerry.core.random.StreamKey;
import io.skerry.core.sum.RingSum;
import io.skerry.privacy.secureaggregation.Message.Advertisement;
import io.skerry.privacy.secureaggregation.Message.Delivery;
import io.skerry.privacy.secureaggregation.Message.Endorsements;
import io.skerry.privacy.secureaggregation.Message.FromClient;
import io.skerry.privacy.secureaggregation.Message.Roster;
import io.skerry.privacy.secureaggregation.Message.Survivors;
import java.security.KeyPair;
import java.security.PublicKey;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * A round's execution as the driver sees it: keys and shares before the map stage, unmasking after
 * it. In between each client masks where it trains, by the same key.
 *
 * @param clients all of the cohort, by number
 */
record KeyExchange(SecureServer server, List<SecureClient> clients, Half half) {

  /**
   * Steps 0 and 1, and the opening of shares.
   *
   * @throws TooFewClientsException where too few clients share their secrets
   */
  static KeyExchange run(Terms terms, long[] cohort, StreamKey key, Dropouts dropouts) {
    List<SecureClient> clients = clients(terms, cohort, key);
    SecureServer server = new SecureServer(terms);
    SortedMap<Integer, byte[]> maskKeys = new TreeMap<>();
    List<Integer> sharing =
        IntStream.range(0, cohort.length)
            .filter(i -> !dropouts.beforeSharing().contains(i))
            .boxed()
            .toList();
    List<Advertisement> advertised = clients.parallelStream().map(SecureClient::advertise).toList();
    advertised.forEach(server::receive);
    sharing.forEach(i -> maskKeys.put(i, advertised.get(i).maskKey()));
    Map<Integer, Roster> rosters = server.closeAdvertising();
    each(sharing, i -> clients.get(i).share(of(i, rosters)), server::receive);
    Map<Integer, Delivery> deliveries = server.closeSharing();
    sharing.parallelStream().forEach(i -> clients.get(i).receive(of(i, deliveries)));
    Traffic traffic = traffic(terms, dropouts);
    return new KeyExchange(server, clients, new Half(cohort, key, maskKeys, traffic));
  }

  /** What travels, whether or not the exchange succeeds. */
  static Traffic traffic(Terms terms, Dropouts dropouts) {
    BitSet shared = new BitSet();
    shared.set(0, terms.graph().clients());
    dropouts.beforeSharing().forEach(shared::clear);
    BitSet arrived = (BitSet) shared.clone();
    dropouts.afterMasking().forEach(arrived::clear);
    return new Traffic(terms, shared, arrived);
  }

  /**
   * Steps 3 and 4: takes the masks off the sum of the masked vectors that arrived.
   *
   * @throws TooFewClientsException where too few of them did
   */
  void unmask(RingSum sum) {
    server.receive(
        half.traffic().arrived(), new Contribution(sum.values(), sum.weight(), 0).packed());
    Map<Integer, Survivors> survivors = server.closeMasking();
    survivors.keySet().forEach(i -> clients.get(i).maskedElsewhere());
    Endorsements endorsements = endorsements(survivors);
    each(
        survivors.keySet(),
        i -> clients.get(i).unmask(of(i, survivors), endorsements),
        server::receive);
    UnmaskedSum unmasked = server.finish();
    sum.replace(unmasked.values(), unmasked.weight());
  }

  Terms terms() {
    return half.traffic().terms();
  }

  private Endorsements endorsements(Map<Integer, Survivors> survivors) {
    if (!terms().active()) {
      return Endorsements.none(terms().session());
    }
    each(survivors.keySet(), i -> clients.get(i).endorse(of(i, survivors)), server::receive);
    return server.closeEndorsing();
  }

  /** Has each client answer, side by side, and the server receive the answers in their order. */
  private static <M extends FromClient> void each(
      Collection<Integer> who, IntFunction<M> answer, Consumer<M> receive) {
    who.parallelStream().map(answer::apply).toList().forEach(receive);
  }

  private static <T> T of(int client, Map<Integer, T> messages) {
    return Objects.requireNonNull(messages.get(client));
  }

  private static List<SecureClient> clients(Terms terms, long[] cohort, StreamKey key) {
    List<StreamKey> keys = Arrays.stream(cohort).mapToObj(key::child).toList();
    if (!terms.active()) {
      return IntStream.range(0, cohort.length)
          .mapToObj(i -> new SecureClient(terms, i, keys.get(i)))
          .toList();
    }
    List<KeyPair> pairs = keys.parallelStream().map(Identity::keysOf).toList();
    List<PublicKey> directory = pairs.stream().map(KeyPair::getPublic).toList();
    return IntStream.range(0, cohort.length)
        .mapToObj(
            i ->
                new SecureClient(
                    terms, i, keys.get(i), new Identity(pairs.get(i).getPrivate(), directory)))
        .toList();
  }

  /**
   * Step 2 on executors: what one client of the cohort sends in place of its update.
   *
   * @param maskKeys of the clients that shared their secrets, by number
   */
  record Half(long[] cohort, StreamKey key, SortedMap<Integer, byte[]> maskKeys, Traffic traffic)
      implements RingStage.ClientHalf {
    @Override
    public long apply(long ordinal, long[] encoded, long weight) {
      Terms terms = traffic.terms();
      int number = Arrays.binarySearch(cohort, ordinal);
      SortedMap<Integer, byte[]> others = new TreeMap<>();
      for (int member : terms.graph().members(number)) {
        byte[] maskKey = maskKeys.get(member);
        if (maskKey != null && member != number) {
          others.put(member, maskKey);
        }
      }
      long[] masked = Contribution.of(encoded, weight).packed();
      ClientSecrets.of(terms.session(), number, key.child(ordinal))
          .maskWith(terms.session(), number, others, masked);
      System.arraycopy(masked, 0, encoded, 0, encoded.length);
      return masked[encoded.length];
    }

    @Override
    public long bytesUp(long ordinal) {
      return traffic.up(Arrays.binarySearch(cohort, ordinal));
    }

    @Override
    public long bytesDown(long ordinal) {
      return traffic.down(Arrays.binarySearch(cohort, ordinal));
    }
  }
}
