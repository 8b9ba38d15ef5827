package io.skerry.privacy.secureaggregation;

import io.skerry.privacy.randomness.Hkdf;

/**
 * A key that two clients have in common, from the secret of one and the public key of the other.
 */
final class PairKey {
  private PairKey() {}

  /** The key of the shares that travel between two clients. */
  static byte[] ofChannel(SessionId session, int one, int other, byte[] secret, byte[] peer) {
    return derive(session, "channel", one, other, secret, peer);
  }

  /** The seed of the mask that the client of the smaller number adds and the other subtracts. */
  static byte[] ofMask(SessionId session, int one, int other, byte[] secret, byte[] peer) {
    return derive(session, "pair mask", one, other, secret, peer);
  }

  private static byte[] derive(
      SessionId session, String purpose, int one, int other, byte[] secret, byte[] peer) {
    byte[] context = session.context(purpose, Math.min(one, other), Math.max(one, other));
    return Hkdf.expand(Hkdf.extract(context, X25519.agree(secret, peer)), context, 32);
  }
}
