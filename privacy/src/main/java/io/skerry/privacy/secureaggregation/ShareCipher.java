package io.skerry.privacy.secureaggregation;

import io.skerry.privacy.secureaggregation.Message.SealedShare;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Encrypts a pair of shares with AES-256-GCM, bound to session, sender and receiver. A pair's key
 * lives for one session in which each side sends the other one message, so the direction makes the
 * nonce.
 */
final class ShareCipher {
  private static final int TAG_BITS = 128;
  private static final int NONCE_BYTES = 12;

  /** Two shares and their tag. */
  static final int SEALED_BYTES = 2 * Shamir.SHARE_BYTES + TAG_BITS / 8;

  private ShareCipher() {}

  /** What one client holds of another's secrets. */
  record SharePair(BigInteger seed, BigInteger mask) {}

  static SealedShare seal(byte[] key, SessionId session, int from, int to, SharePair shares) {
    ByteBuffer plain = ByteBuffer.allocate(2 * Shamir.SHARE_BYTES);
    put(plain, shares.seed());
    put(plain, shares.mask());
    try {
      Cipher cipher = cipher(Cipher.ENCRYPT_MODE, key, session, from, to);
      return new SealedShare(from, to, cipher.doFinal(plain.array()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has AES-GCM", e);
    }
  }

  static SharePair open(byte[] key, SessionId session, SealedShare sealed) {
    try {
      Cipher cipher = cipher(Cipher.DECRYPT_MODE, key, session, sealed.from(), sealed.to());
      ByteBuffer plain = ByteBuffer.wrap(cipher.doFinal(sealed.ciphertext()));
      return new SharePair(get(plain), get(plain));
    } catch (AEADBadTagException e) {
      throw new SecureAggregationException(
          String.format(
              "the share of client %d for client %d was tampered with: its tag does not verify",
              sealed.from(), sealed.to()),
          e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has AES-GCM", e);
    }
  }

  private static Cipher cipher(int mode, byte[] key, SessionId session, int from, int to)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    byte[] nonce = ByteBuffer.allocate(NONCE_BYTES).putInt(from).putInt(to).array();
    cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(session.context("shares", from, to));
    return cipher;
  }

  private static void put(ByteBuffer target, BigInteger share) {
    byte[] digits = share.toByteArray();
    target.position(target.position() + Shamir.SHARE_BYTES - digits.length).put(digits);
  }

  private static BigInteger get(ByteBuffer source) {
    byte[] digits = new byte[Shamir.SHARE_BYTES];
    source.get(digits);
    return new BigInteger(1, digits);
  }
}
