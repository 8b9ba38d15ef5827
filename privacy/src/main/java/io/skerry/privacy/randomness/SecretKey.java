package io.skerry.privacy.randomness;

import io.skerry.core.random.RandomStream;
import io.skerry.core.random.StreamKey;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * A key that nobody can guess. Children derive by HKDF with SHA-256 and streams are AES-256 in
 * counter mode, so that whoever sees draws of one learns nothing of any other. It has no text that
 * could be printed by accident.
 */
public final class SecretKey implements StreamKey {
  private static final long serialVersionUID = 1L;

  /** Bytes of a key. */
  public static final int BYTES = 32;

  private final byte[] key;

  private SecretKey(byte[] key) {
    this.key = key;
  }

  /** A new key from the platform's generator. */
  public static SecretKey draw() {
    byte[] key = new byte[BYTES];
    new SecureRandom().nextBytes(key);
    return new SecretKey(key);
  }

  /** A key that was drawn before. */
  public static SecretKey of(byte[] key) {
    if (key.length != BYTES) {
      throw new IllegalArgumentException(key.length + " bytes, expected " + BYTES);
    }
    return new SecretKey(key.clone());
  }

  @Override
  public SecretKey child(String purpose) {
    byte[] name = purpose.getBytes(StandardCharsets.UTF_8);
    return derive(ByteBuffer.allocate(1 + name.length).put((byte) 'p').put(name));
  }

  @Override
  public SecretKey child(long number) {
    return derive(ByteBuffer.allocate(1 + Long.BYTES).put((byte) 'n').putLong(number));
  }

  @Override
  public RandomStream stream() {
    return new SecretStream(child("stream").key);
  }

  @Override
  public byte[] bytes() {
    return key.clone();
  }

  /** Hexadecimal; by it a key can be recognised and not found. */
  public String commitment() {
    return HexFormat.of().formatHex(child("commitment").key);
  }

  private SecretKey derive(ByteBuffer info) {
    return new SecretKey(Hkdf.expand(key, info.array(), BYTES));
  }
}
