package io.skerry.core.random;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.jspecify.annotations.Nullable;

/**
 * A 256-bit key that names one purpose. Keys form a tree: a child is the SHA-256 digest of its
 * parent and the child's name, so a draw depends on what it is for and on nothing else.
 */
public record RandomKey(long a, long b, long c, long d) implements StreamKey {
  /** Never fed: to clone it takes less than to look for it among the platform's providers. */
  private static final MessageDigest SHA_256 = sha256();

  /** The root key of an experiment. */
  public static RandomKey of(long seed) {
    return digest("seed", null, seed);
  }

  /** The key of 32 bytes. */
  public static RandomKey of(byte[] bytes) {
    ByteBuffer longs = ByteBuffer.wrap(bytes);
    return new RandomKey(longs.getLong(), longs.getLong(), longs.getLong(), longs.getLong());
  }

  /** The child for a purpose, such as {@code "cohort"} or {@code "noise"}; it has a name. */
  @Override
  public RandomKey child(String purpose) {
    if (purpose.isEmpty()) {
      throw new IllegalArgumentException("a purpose without a name is the number 0");
    }
    return digest(purpose, this, 0);
  }

  /** The child for a number, such as a round or a client's ordinal. */
  @Override
  public RandomKey child(long number) {
    return digest("", this, number);
  }

  @Override
  public RandomStream stream() {
    return new Xoshiro(a, b, c, d);
  }

  @Override
  public byte[] bytes() {
    return ByteBuffer.allocate(4 * Long.BYTES).putLong(a).putLong(b).putLong(c).putLong(d).array();
  }

  private static RandomKey digest(String name, @Nullable RandomKey parent, long number) {
    byte[] text = name.getBytes(StandardCharsets.UTF_8);
    ByteBuffer input = ByteBuffer.allocate(5 * Long.BYTES + text.length);
    if (parent != null) {
      input.putLong(parent.a).putLong(parent.b).putLong(parent.c).putLong(parent.d);
    }
    input.putLong(number).put(text);
    return of(sha256(input));
  }

  private static byte[] sha256(ByteBuffer input) {
    try {
      MessageDigest sha = (MessageDigest) SHA_256.clone();
      sha.update(input.flip());
      return sha.digest();
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("Java's own SHA-256 can be cloned", e);
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
