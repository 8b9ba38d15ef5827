package io.skerry.privacy.secureaggregation;

import io.skerry.privacy.secureaggregation.Message.Advertisement;
import io.skerry.privacy.secureaggregation.Message.Delivery;
import io.skerry.privacy.secureaggregation.Message.Endorsement;
import io.skerry.privacy.secureaggregation.Message.Endorsements;
import io.skerry.privacy.secureaggregation.Message.FromClient;
import io.skerry.privacy.secureaggregation.Message.MaskedVector;
import io.skerry.privacy.secureaggregation.Message.Roster;
import io.skerry.privacy.secureaggregation.Message.SealedShare;
import io.skerry.privacy.secureaggregation.Message.SealedShares;
import io.skerry.privacy.secureaggregation.Message.Survivors;
import io.skerry.privacy.secureaggregation.Message.Unmasking;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The server's side of one execution. In each step it receives messages and then closes the step,
 * which yields what is sent to each client that is still there. A client that sent nothing by then
 * has dropped out. Below the threshold closing fails and nothing is ever unmasked.
 *
 * <p>What it holds of an update is a sum of {@link MaskedVector}s; no type here has a plain one.
 */
public final class SecureServer {
  private enum Step {
    ADVERTISE,
    SHARE,
    MASK,
    ENDORSE,
    UNMASK,
    OUT
  }

  private final Terms terms;
  private Step step = Step.ADVERTISE;
  private final SortedMap<Integer, Advertisement> advertised = new TreeMap<>();
  private final SortedMap<Integer, SealedShares> shared = new TreeMap<>();
  private final BitSet masked = new BitSet();
  private final long[] sum;
  private final SortedMap<Integer, Endorsement> endorsed = new TreeMap<>();
  private final SortedMap<Integer, Unmasking> unmaskings = new TreeMap<>();

  /** A server at the first step. */
  public SecureServer(Terms terms) {
    this.terms = terms;
    this.sum = new long[terms.maskedLength()];
  }

  /** Step 0: a client's keys. */
  public void receive(Advertisement message) {
    admit(message, Step.ADVERTISE, message.client() >= 0 && message.client() < clients());
    requireOnce(advertised.putIfAbsent(message.client(), message) == null, message);
    require(
        message.channelKey().length == X25519.KEY_BYTES
            && message.maskKey().length == X25519.KEY_BYTES,
        message,
        "sent keys of a wrong length");
  }

  /** Ends step 0: for each client its neighbours' keys. */
  public SortedMap<Integer, Roster> closeAdvertising() {
    close(Step.ADVERTISE, advertised.size(), "advertised keys");
    SortedMap<Integer, Roster> rosters = new TreeMap<>();
    for (int client : advertised.keySet()) {
      rosters.put(client, new Roster(terms.session(), ofNeighbours(client, advertised)));
    }
    step = Step.SHARE;
    return rosters;
  }

  /** Step 1: a client's encrypted shares. */
  public void receive(SealedShares message) {
    admit(message, Step.SHARE, advertised.containsKey(message.client()));
    requireOnce(!shared.containsKey(message.client()), message);
    int[] receivers = message.shares().stream().mapToInt(SealedShare::to).toArray();
    int[] expected =
        ofNeighbours(message.client(), advertised).stream()
            .mapToInt(Advertisement::client)
            .toArray();
    require(
        Arrays.equals(receivers, expected)
            && message.shares().stream().allMatch(s -> s.from() == message.client()),
        message,
        "did not send one share to each neighbour");
    shared.put(message.client(), message);
  }

  /** Ends step 1: for each client the shares that others encrypted for it. */
  public SortedMap<Integer, Delivery> closeSharing() {
    close(Step.SHARE, shared.size(), "shared their secrets");
    SortedMap<Integer, List<SealedShare>> boxes = new TreeMap<>();
    shared.keySet().forEach(client -> boxes.put(client, new ArrayList<>()));
    for (SealedShares from : shared.values()) {
      for (SealedShare share : from.shares()) {
        List<SealedShare> box = boxes.get(share.to());
        if (box != null) {
          box.add(share);
        }
      }
    }
    SortedMap<Integer, Delivery> deliveries = new TreeMap<>();
    boxes.forEach((to, box) -> deliveries.put(to, new Delivery(terms.session(), box)));
    step = Step.MASK;
    return deliveries;
  }

  /** Step 2: a client's masked vector, added to the sum and not kept. */
  public void receive(MaskedVector message) {
    admit(message, Step.MASK, shared.containsKey(message.client()));
    requireOnce(!masked.get(message.client()), message);
    require(message.values().length == sum.length, message, "sent a vector of a wrong length");
    masked.set(message.client());
    addTo(sum, message.values());
  }

  /** Step 2: the sum of these clients' masked vectors, added up on the way. */
  void receive(BitSet clients, long[] maskedSum) {
    masked.or(clients);
    addTo(sum, maskedSum);
  }

  /** Ends step 2: for each surviving client which of its neighbours survived. */
  public SortedMap<Integer, Survivors> closeMasking() {
    closing(Step.MASK);
    BitSet sharing = new BitSet();
    shared.keySet().forEach(sharing::set);
    terms
        .shortage(sharing, masked)
        .ifPresent(
            reason -> {
              throw new TooFewClientsException(reason);
            });
    SortedMap<Integer, Survivors> lists = new TreeMap<>();
    masked.stream().forEach(client -> lists.put(client, survivors(client)));
    step = terms.active() ? Step.ENDORSE : Step.UNMASK;
    return lists;
  }

  /** Step 3, where the server is active: a client's signature under the survivors. */
  public void receive(Endorsement message) {
    admit(message, Step.ENDORSE, masked.get(message.client()));
    requireOnce(endorsed.putIfAbsent(message.client(), message) == null, message);
  }

  /** Ends step 3: what all have signed. */
  public Endorsements closeEndorsing() {
    close(Step.ENDORSE, endorsed.size(), "signed the survivors");
    step = Step.UNMASK;
    return new Endorsements(terms.session(), List.copyOf(endorsed.values()));
  }

  /** Step 4: a client's shares of survivors' seeds and dropped clients' mask secrets. */
  public void receive(Unmasking message) {
    admit(message, Step.UNMASK, masked.get(message.client()));
    requireOnce(!unmaskings.containsKey(message.client()), message);
    Survivors asked = survivors(message.client());
    require(
        message.seeds().keySet().equals(new TreeSet<>(asked.surviving()))
            && message.maskSecrets().keySet().equals(new TreeSet<>(asked.dropped())),
        message,
        "did not answer for each neighbour once");
    unmaskings.put(message.client(), message);
  }

  /** Ends step 4: removes the survivors' own masks and what the dropped left in the sum. */
  public UnmaskedSum finish() {
    close(Step.UNMASK, unmaskings.size(), "answered to unmask");
    new Masks(terms, advertised, shared, masked, unmaskings.values()).removeFrom(sum);
    return UnmaskedSum.unpacked(sum);
  }

  private Survivors survivors(int client) {
    List<Integer> surviving = new ArrayList<>();
    List<Integer> dropped = new ArrayList<>();
    for (int member : terms.graph().members(client)) {
      if (shared.containsKey(member)) {
        (masked.get(member) ? surviving : dropped).add(member);
      }
    }
    return new Survivors(terms.session(), surviving, dropped);
  }

  private <V> List<V> ofNeighbours(int client, Map<Integer, V> byClient) {
    List<V> list = new ArrayList<>();
    for (int member : terms.graph().members(client)) {
      V value = byClient.get(member);
      if (member != client && value != null) {
        list.add(value);
      }
    }
    return list;
  }

  private int clients() {
    return terms.graph().clients();
  }

  private void admit(FromClient message, Step expected, boolean present) {
    require(
        message.session().equals(terms.session()), message, "sent a message of another session");
    require(step == expected, message, "sent its message of step " + expected + " at step " + step);
    require(present, message, "is not among the clients of this step");
  }

  private void requireOnce(boolean first, FromClient message) {
    require(first, message, "sent this message before: a duplicate or a replay");
  }

  private static void require(boolean holds, FromClient message, String otherwise) {
    if (!holds) {
      throw new SecureAggregationException("client " + message.client() + " " + otherwise);
    }
  }

  /** A step that cannot be closed ends the execution. */
  private void close(Step asked, int present, String did) {
    closing(asked);
    if (present < terms.threshold()) {
      throw new TooFewClientsException(
          String.format(
              "%d of %d clients %s, expected at least %d; the round is given up and nothing is"
                  + " unmasked",
              present, clients(), did, terms.threshold()));
    }
  }

  private void closing(Step asked) {
    if (step != asked) {
      throw new SecureAggregationException("step " + asked + " is closed at step " + step);
    }
    step = Step.OUT;
  }

  static void addTo(long[] target, long[] values) {
    for (int i = 0; i < target.length; i++) {
      target[i] += values[i];
    }
  }
}
