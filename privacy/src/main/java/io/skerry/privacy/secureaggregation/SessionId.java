package io.skerry.privacy.secureaggregation;

import io.skerry.core.random.StreamKey;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** 16 bytes that name one execution; every message carries them and every key derives from them. */
public record SessionId(long a, long b) implements Serializable {
  static final int BYTES = 16;

  /** The session of a purpose, such as a round. */
  public static SessionId of(StreamKey purpose) {
    ByteBuffer name = ByteBuffer.wrap(purpose.child("secure aggregation session").bytes());
    return new SessionId(name.getLong(), name.getLong());
  }

  /** A text that is signed or derived from: this session, what it is for, and {@code numbers}. */
  byte[] context(String purpose, int... numbers) {
    byte[] name = purpose.getBytes(StandardCharsets.UTF_8);
    ByteBuffer text =
        ByteBuffer.allocate(BYTES + 2 * Integer.BYTES + name.length + 4 * numbers.length);
    text.putLong(a).putLong(b).putInt(name.length).put(name).putInt(numbers.length);
    for (int number : numbers) {
      text.putInt(number);
    }
    return text.array();
  }
}
