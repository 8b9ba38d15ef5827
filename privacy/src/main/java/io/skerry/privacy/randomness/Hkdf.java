package io.skerry.privacy.randomness;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** HKDF with SHA-256 (RFC 5869). */
public final class Hkdf {
  private static final int HASH_BYTES = 32;

  private Hkdf() {}

  /** The pseudorandom key of {@code material} under {@code salt}, which is not empty. */
  public static byte[] extract(byte[] salt, byte[] material) {
    return hmac(salt, material);
  }

  /** {@code length} bytes for the purpose {@code info}, at most 255 blocks of 32. */
  public static byte[] expand(byte[] key, byte[] info, int length) {
    byte[] output = new byte[length];
    byte[] block = new byte[0];
    for (int counter = 1, at = 0; at < length; counter++, at += HASH_BYTES) {
      byte[] input = Arrays.copyOf(block, block.length + info.length + 1);
      System.arraycopy(info, 0, input, block.length, info.length);
      input[input.length - 1] = (byte) counter;
      block = hmac(key, input);
      System.arraycopy(block, 0, output, at, Math.min(HASH_BYTES, length - at));
    }
    return output;
  }

  private static byte[] hmac(byte[] key, byte[] input) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(input);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has HmacSHA256", e);
    }
  }
}
