package io.skerry.privacy.secureaggregation;

import java.io.Serializable;
import java.math.BigInteger;
import java.util.List;
import java.util.SortedMap;

/** What travels between a client and the server. {@link #bytes} counts a packed binary form. */
public sealed interface Message extends Serializable {
  /** The session, and the number of the client that sends or receives. */
  int HEADER_BYTES = SessionId.BYTES + Integer.BYTES;

  /** A commitment is a SHA-256 digest. */
  int COMMITMENT_BYTES = 32;

  SessionId session();

  /** Its size on the wire. */
  long bytes();

  /** What a client sends. */
  sealed interface FromClient extends Message {
    /** The sender. */
    int client();
  }

  /**
   * Step 0, from a client: its two public keys.
   *
   * @param channelKey with which others encrypt for it
   * @param maskKey from which the masks it shares with others derive
   * @param signature over session, client and keys; empty where the server is semi-honest
   */
  record Advertisement(
      SessionId session, int client, byte[] channelKey, byte[] maskKey, byte[] signature)
      implements FromClient {
    @Override
    public long bytes() {
      return HEADER_BYTES + channelKey.length + maskKey.length + signature.length;
    }
  }

  /** Step 1, to a client: its neighbours' keys. */
  record Roster(SessionId session, List<Advertisement> neighbours) implements Message {
    public Roster {
      neighbours = List.copyOf(neighbours);
    }

    @Override
    public long bytes() {
      return HEADER_BYTES + neighbours.stream().mapToLong(a -> a.bytes() - SessionId.BYTES).sum();
    }
  }

  /** One client's shares for one other, encrypted and authenticated. */
  record SealedShare(int from, int to, byte[] ciphertext) implements Serializable {
    /** The ciphertext and the number of the other side. */
    long bytes() {
      return Integer.BYTES + ciphertext.length;
    }
  }

  /**
   * Step 1, from a client: a share of its secrets for each neighbour.
   *
   * @param commitment SHA-256 of the seed of its own mask, with which the server finds a wrong
   *     share
   */
  record SealedShares(SessionId session, int client, byte[] commitment, List<SealedShare> shares)
      implements FromClient {
    public SealedShares {
      shares = List.copyOf(shares);
    }

    @Override
    public long bytes() {
      return HEADER_BYTES + commitment.length + shares.stream().mapToLong(SealedShare::bytes).sum();
    }
  }

  /** Step 2, to a client: the shares that its neighbours encrypted for it. */
  record Delivery(SessionId session, List<SealedShare> shares) implements Message {
    public Delivery {
      shares = List.copyOf(shares);
    }

    @Override
    public long bytes() {
      return HEADER_BYTES + shares.stream().mapToLong(SealedShare::bytes).sum();
    }
  }

  /** Step 2, from a client: its vector under masks. Only {@link SecureClient} makes one. */
  final class MaskedVector implements FromClient {
    private static final long serialVersionUID = 1L;
    private final SessionId session;
    private final int client;
    private final long[] values;

    MaskedVector(SessionId session, int client, long[] values) {
      this.session = session;
      this.client = client;
      this.values = values;
    }

    @Override
    public SessionId session() {
      return session;
    }

    @Override
    public int client() {
      return client;
    }

    /** What the server sees: uniform in the ring. */
    long[] values() {
      return values;
    }

    @Override
    public long bytes() {
      return HEADER_BYTES + (long) values.length * Long.BYTES;
    }
  }

  /** Step 3, to a client: which of it and its neighbours sent a masked vector and which did not. */
  record Survivors(SessionId session, List<Integer> surviving, List<Integer> dropped)
      implements Message {
    public Survivors {
      surviving = List.copyOf(surviving);
      dropped = List.copyOf(dropped);
    }

    @Override
    public long bytes() {
      return HEADER_BYTES + (long) Integer.BYTES * (surviving.size() + dropped.size());
    }
  }

  /** Step 3, from a client where the server is active: its signature under the survivors. */
  record Endorsement(SessionId session, int client, byte[] signature) implements FromClient {
    @Override
    public long bytes() {
      return HEADER_BYTES + signature.length;
    }
  }

  /** Step 4, to a client: what the others signed; empty where the server is semi-honest. */
  record Endorsements(SessionId session, List<Endorsement> all) implements Message {
    public Endorsements {
      all = List.copyOf(all);
    }

    /** What a semi-honest server sends: nothing. */
    public static Endorsements none(SessionId session) {
      return new Endorsements(session, List.of());
    }

    @Override
    public long bytes() {
      return HEADER_BYTES + all.stream().mapToLong(e -> e.bytes() - SessionId.BYTES).sum();
    }
  }

  /**
   * Step 4, from a client: one share of each survivor's seed and of each dropped one's mask secret.
   *
   * @param seeds share by survivor
   * @param maskSecrets share by dropped client
   */
  record Unmasking(
      SessionId session,
      int client,
      SortedMap<Integer, BigInteger> seeds,
      SortedMap<Integer, BigInteger> maskSecrets)
      implements FromClient {

    @Override
    public long bytes() {
      return HEADER_BYTES
          + (long) (Integer.BYTES + Shamir.SHARE_BYTES) * (seeds.size() + maskSecrets.size());
    }
  }
}
