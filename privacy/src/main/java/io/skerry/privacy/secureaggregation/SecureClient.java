package io.skerry.privacy.secureaggregation;

import io.skerry.core.random.StreamKey;
import io.skerry.privacy.secureaggregation.Message.Advertisement;
import io.skerry.privacy.secureaggregation.Message.Delivery;
import io.skerry.privacy.secureaggregation.Message.Endorsement;
import io.skerry.privacy.secureaggregation.Message.Endorsements;
import io.skerry.privacy.secureaggregation.Message.MaskedVector;
import io.skerry.privacy.secureaggregation.Message.Roster;
import io.skerry.privacy.secureaggregation.Message.SealedShare;
import io.skerry.privacy.secureaggregation.Message.SealedShares;
import io.skerry.privacy.secureaggregation.Message.Survivors;
import io.skerry.privacy.secureaggregation.Message.Unmasking;
import io.skerry.privacy.secureaggregation.ShareCipher.SharePair;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One client's side of one execution. Its methods are called once each, in their order; each either
 * answers or refuses with a {@link SecureAggregationException}, after which the client is out.
 */
public final class SecureClient {
  private enum Step {
    ADVERTISE,
    SHARE,
    RECEIVE,
    MASK,
    ENDORSE,
    UNMASK,
    OUT
  }

  private final Terms terms;
  private final int client;
  private final ClientSecrets secrets;
  private final @Nullable Identity identity;
  private final int[] members;

  private Step step = Step.ADVERTISE;
  private final SortedMap<Integer, Advertisement> neighbours = new TreeMap<>();

  private final Map<Integer, byte[]> channelKeys = new HashMap<>();

  /** What this client holds of its neighbours and of itself. */
  private final SortedMap<Integer, SharePair> held = new TreeMap<>();

  private @Nullable Survivors endorsed;

  /** A client that trusts the server to follow the protocol. */
  public SecureClient(Terms terms, int client, StreamKey key) {
    this(terms, client, key, null);
  }

  /**
   * @param client its number, from 0
   * @param key from which all its secrets derive
   * @param identity with which it holds an active server to the protocol; null for a semi-honest
   *     one
   */
  public SecureClient(Terms terms, int client, StreamKey key, @Nullable Identity identity) {
    if (terms.active() == (identity == null)) {
      throw new IllegalArgumentException("an identity goes with an active server and no other");
    }
    this.terms = terms;
    this.client = client;
    this.secrets = ClientSecrets.of(terms.session(), client, key);
    this.identity = identity;
    this.members = terms.graph().members(client);
  }

  /** Step 0: shows its public keys. */
  public Advertisement advertise() {
    begin(Step.ADVERTISE);
    byte[] channel = X25519.publicKey(secrets.channel());
    byte[] mask = X25519.publicKey(secrets.mask());
    byte[] signature =
        identity == null ? new byte[0] : identity.sign(advertised(client, channel, mask));
    step = Step.SHARE;
    return new Advertisement(terms.session(), client, channel, mask, signature);
  }

  /** Step 1: shares its mask secret and its seed among its neighbours. */
  public SealedShares share(Roster roster) {
    begin(Step.SHARE);
    requireSession(roster);
    Set<ByteBuffer> keys = new HashSet<>();
    for (Advertisement neighbour : roster.neighbours()) {
      require(isNeighbour(neighbour.client()), neighbour.client(), "is not its neighbour");
      require(neighbour.session().equals(terms.session()), neighbour.client(), "shows old keys");
      require(
          neighbours.put(neighbour.client(), neighbour) == null,
          neighbour.client(),
          "is twice on the list of keys");
      require(
          keys.add(ByteBuffer.wrap(neighbour.channelKey()))
              && keys.add(ByteBuffer.wrap(neighbour.maskKey())),
          neighbour.client(),
          "has a key that another has too");
      require(isSigned(neighbour), neighbour.client(), "did not sign the keys shown for it");
    }
    requireEnough(neighbours.size() + 1, "advertised keys");

    BigInteger[][] shares = secrets.shares(terms.threshold(), members.length);
    List<SealedShare> sealed = new ArrayList<>();
    for (int i = 0; i < members.length; i++) {
      SharePair pair = new SharePair(shares[0][i], shares[1][i]);
      if (members[i] == client) {
        held.put(client, pair);
      } else if (neighbours.containsKey(members[i])) {
        sealed.add(
            ShareCipher.seal(channelKey(members[i]), terms.session(), client, members[i], pair));
      }
    }
    step = Step.RECEIVE;
    return new SealedShares(terms.session(), client, secrets.commitment(), sealed);
  }

  /** Step 2: opens the shares of the neighbours with which it will mask. */
  public void receive(Delivery delivery) {
    begin(Step.RECEIVE);
    requireSession(delivery);
    for (SealedShare share : delivery.shares()) {
      require(
          neighbours.containsKey(share.from()) && share.to() == client,
          share.from(),
          "sent a share for client " + share.to() + " that does not belong here");
      require(!held.containsKey(share.from()), share.from(), "sent two shares");
      held.put(share.from(), ShareCipher.open(channelKey(share.from()), terms.session(), share));
    }
    requireEnough(held.size(), "shared their secrets");
    step = Step.MASK;
  }

  /** Step 2: masks its vector. */
  public MaskedVector mask(Contribution contribution) {
    begin(Step.MASK);
    if (contribution.update().length != terms.length()) {
      throw new IllegalArgumentException(
          contribution.update().length + " values, expected " + terms.length());
    }
    long[] vector = contribution.packed();
    secrets.maskWith(terms.session(), client, maskKeys(), vector);
    step = terms.active() ? Step.ENDORSE : Step.UNMASK;
    return new MaskedVector(terms.session(), client, vector);
  }

  /** Step 2: another instance of this client, with the same key, has sent the masked vector. */
  void maskedElsewhere() {
    begin(Step.MASK);
    step = terms.active() ? Step.ENDORSE : Step.UNMASK;
  }

  /** Mask keys of the neighbours that shared their secrets. */
  private SortedMap<Integer, byte[]> maskKeys() {
    SortedMap<Integer, byte[]> keys = new TreeMap<>();
    held.keySet().stream()
        .filter(other -> other != client)
        .forEach(other -> keys.put(other, neighbour(other).maskKey()));
    return keys;
  }

  /** Step 3, with an active server: signs the list of survivors that it was shown. */
  public Endorsement endorse(Survivors survivors) {
    begin(Step.ENDORSE);
    check(survivors);
    endorsed = survivors;
    if (identity == null) {
      throw new IllegalStateException("nobody signs for a semi-honest server");
    }
    step = Step.UNMASK;
    return new Endorsement(terms.session(), client, identity.sign(survived(survivors)));
  }

  /**
   * Step 4: gives its share of each survivor's seed and of each dropped client's mask secret, never
   * of both.
   *
   * @param endorsements empty where the server is semi-honest
   */
  public Unmasking unmask(Survivors survivors, Endorsements endorsements) {
    begin(Step.UNMASK);
    check(survivors);
    if (identity != null) {
      requireEndorsed(survivors, endorsements, identity);
    }
    SortedMap<Integer, BigInteger> seeds = new TreeMap<>();
    SortedMap<Integer, BigInteger> masks = new TreeMap<>();
    survivors.surviving().forEach(owner -> seeds.put(owner, holding(owner).seed()));
    survivors.dropped().forEach(owner -> masks.put(owner, holding(owner).mask()));
    return new Unmasking(terms.session(), client, seeds, masks);
  }

  private void check(Survivors survivors) {
    requireSession(survivors);
    Set<Integer> named = new HashSet<>();
    for (List<Integer> list : List.of(survivors.surviving(), survivors.dropped())) {
      for (int owner : list) {
        require(held.containsKey(owner), owner, "is unmasked and never shared its secrets here");
        require(named.add(owner), owner, "is named twice: surviving and dropped must be disjoint");
      }
    }
    require(
        survivors.surviving().contains(client), client, "sent its vector and counts as dropped");
    require(named.size() == held.size(), client, "is not told of all whose shares it holds");
    requireEnough(survivors.surviving().size(), "sent a masked vector");
  }

  private void requireEndorsed(Survivors survivors, Endorsements endorsements, Identity identity) {
    require(survivors.equals(endorsed), client, "is shown other survivors than those it signed");
    Set<Integer> signers = new HashSet<>();
    for (Endorsement endorsement : endorsements.all()) {
      int signer = endorsement.client();
      require(
          survivors.surviving().contains(signer)
              && identity.verifies(signer, survived(survivors), endorsement.signature()),
          signer,
          "did not sign these survivors");
      require(signers.add(signer), signer, "signed twice");
    }
    requireEnough(signers.size(), "signed the list of survivors");
  }

  private boolean isNeighbour(int other) {
    return other != client && Arrays.binarySearch(members, other) >= 0;
  }

  private boolean isSigned(Advertisement shown) {
    return identity == null
        || identity.verifies(
            shown.client(),
            advertised(shown.client(), shown.channelKey(), shown.maskKey()),
            shown.signature());
  }

  private byte[] advertised(int of, byte[] channel, byte[] mask) {
    byte[] context = terms.session().context("keys", of);
    return ByteBuffer.allocate(context.length + channel.length + mask.length)
        .put(context)
        .put(channel)
        .put(mask)
        .array();
  }

  private byte[] survived(Survivors survivors) {
    int[] sorted = survivors.surviving().stream().mapToInt(i -> i).sorted().toArray();
    return terms.session().context("survivors", sorted);
  }

  private byte[] channelKey(int other) {
    return channelKeys.computeIfAbsent(
        other,
        peer ->
            PairKey.ofChannel(
                terms.session(), client, peer, secrets.channel(), neighbour(peer).channelKey()));
  }

  private Advertisement neighbour(int other) {
    return Objects.requireNonNull(neighbours.get(other));
  }

  private SharePair holding(int owner) {
    return Objects.requireNonNull(held.get(owner));
  }

  /** A refusal leaves the client out: no second answer can be had by another question. */
  private void begin(Step asked) {
    if (step != asked) {
      throw new SecureAggregationException(
          String.format(
              "client %d is asked for step %s and is at %s: a step is taken once and in order",
              client, asked, step));
    }
    step = Step.OUT;
  }

  private void requireSession(Message message) {
    if (!message.session().equals(terms.session())) {
      throw new SecureAggregationException(
          "client " + client + " was sent a message of another session: it is replayed");
    }
  }

  private void requireEnough(int members, String did) {
    if (members < terms.threshold()) {
      throw new TooFewClientsException(
          String.format(
              "of client %d and its neighbours %d %s, expected at least %d; it takes no part",
              client, members, did, terms.threshold()));
    }
  }

  private void require(boolean holds, int other, String otherwise) {
    if (!holds) {
      throw new SecureAggregationException(
          String.format("client %d refuses: client %d %s", client, other, otherwise));
    }
  }
}
