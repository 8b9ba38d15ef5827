package io.skerry.privacy.randomness;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * AES-256 in counter mode as a pseudorandom generator. A key serves one stream, so that the counter
 * starts at 0.
 */
public final class KeyStream {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /** A chunk and its zeros stay in the first-level cache. */
  private static final byte[] ZEROS = new byte[8192];

  private final Cipher cipher;

  /**
   * @param key 32 bytes
   */
  public KeyStream(byte[] key) {
    try {
      cipher = Cipher.getInstance("AES/CTR/NoPadding");
      cipher.init(
          Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(new byte[16]));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has AES-256 in counter mode", e);
    }
  }

  /** The next {@code length} bytes. */
  public byte[] next(int length) {
    return cipher.update(new byte[length]);
  }

  /** Adds the stream to {@code target} in the ring of 64-bit integers, or subtracts it. */
  public void mask(long[] target, boolean subtract) {
    byte[] chunk = new byte[ZEROS.length];
    int perChunk = ZEROS.length / Long.BYTES;
    for (int from = 0; from < target.length; from += perChunk) {
      int count = Math.min(perChunk, target.length - from);
      fill(chunk, count * Long.BYTES);
      if (subtract) {
        for (int i = 0; i < count; i++) {
          target[from + i] -= (long) LONGS.get(chunk, i * Long.BYTES);
        }
      } else {
        for (int i = 0; i < count; i++) {
          target[from + i] += (long) LONGS.get(chunk, i * Long.BYTES);
        }
      }
    }
  }

  /** Writes the next {@code length} bytes to {@code chunk}. */
  void fill(byte[] chunk, int length) {
    try {
      cipher.update(ZEROS, 0, length, chunk);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a chunk holds what is written to it", e);
    }
  }
}
