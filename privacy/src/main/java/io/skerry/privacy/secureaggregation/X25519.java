package io.skerry.privacy.secureaggregation;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.NamedParameterSpec;
import java.security.spec.XECPrivateKeySpec;
import java.security.spec.XECPublicKeySpec;
import javax.crypto.KeyAgreement;

/** Key agreement on Curve25519 (RFC 7748); keys are 32 bytes, public ones little-endian. */
final class X25519 {
  static final int KEY_BYTES = 32;
  private static final BigInteger BASE_POINT = BigInteger.valueOf(9);

  private X25519() {}

  /** The public key of a secret one: the secret times the base point. */
  static byte[] publicKey(byte[] secret) {
    try {
      return multiply(secret, BASE_POINT);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the base point is a valid one", e);
    }
  }

  /** What both sides of a pair compute, each from its own secret and the other's public key. */
  static byte[] agree(byte[] secret, byte[] peer) {
    byte[] bigEndian = new byte[KEY_BYTES];
    for (int i = 0; i < KEY_BYTES; i++) {
      bigEndian[i] = peer[KEY_BYTES - 1 - i];
    }
    // The highest bit of a coordinate is ignored.
    bigEndian[0] &= 0x7f;
    try {
      return multiply(secret, new BigInteger(1, bigEndian));
    } catch (GeneralSecurityException e) {
      throw new SecureAggregationException(
          "a public key is a point of small order, expected an honestly drawn one", e);
    }
  }

  private static byte[] multiply(byte[] secret, BigInteger point) throws GeneralSecurityException {
    KeyFactory keys = KeyFactory.getInstance("X25519");
    PublicKey key = keys.generatePublic(new XECPublicKeySpec(NamedParameterSpec.X25519, point));
    KeyAgreement agreement = KeyAgreement.getInstance("X25519");
    agreement.init(keys.generatePrivate(new XECPrivateKeySpec(NamedParameterSpec.X25519, secret)));
    agreement.doPhase(key, true);
    return agreement.generateSecret();
  }
}
