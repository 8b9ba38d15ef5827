package io.skerry.privacy.secureaggregation;

import io.skerry.core.random.StreamKey;
import io.skerry.privacy.randomness.Hkdf;
import io.skerry.privacy.randomness.KeyStream;
import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Map;

/**
 * All that a client draws, each from its key by HKDF: a task that is run again draws the same.
 *
 * @param channel c, the secret under which shares are encrypted
 * @param mask s, the secret of the masks it has in common with its neighbours
 * @param seed b, the seed of its own mask
 * @param polynomials key of the polynomials that share s and b
 */
record ClientSecrets(byte[] channel, byte[] mask, byte[] seed, byte[] polynomials) {
  static ClientSecrets of(SessionId session, int client, StreamKey key) {
    byte[] root = Hkdf.extract(session.context("client secrets", client), key.bytes());
    return new ClientSecrets(
        Hkdf.expand(root, session.context("channel"), 32),
        Hkdf.expand(root, session.context("mask"), 32),
        Hkdf.expand(root, session.context("seed"), 32),
        Hkdf.expand(root, session.context("polynomials"), 32));
  }

  /** SHA-256 of the seed. */
  byte[] commitment() {
    return commitment(seed);
  }

  static byte[] commitment(byte[] seed) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(seed);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /**
   * Puts {@code client}'s own mask on a vector, and those it has in common with {@code others}.
   *
   * @param others mask keys by client
   */
  void maskWith(SessionId session, int client, Map<Integer, byte[]> others, long[] vector) {
    new KeyStream(seed).mask(vector, false);
    others.forEach(
        (other, maskKey) ->
            new KeyStream(PairKey.ofMask(session, client, other, mask, maskKey))
                .mask(vector, other < client));
  }

  /** Shares of the seed and then of the mask secret, by point. */
  BigInteger[][] shares(int threshold, int count) {
    KeyStream random = new KeyStream(polynomials);
    return new BigInteger[][] {
      Shamir.share(seed, threshold, count, random), Shamir.share(mask, threshold, count, random)
    };
  }
}
