package io.skerry.jobs.table;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** The order of clients by name: whole numbers by value, then other texts by character. */
final class ClientName {
  private static final Pattern WHOLE_NUMBER = Pattern.compile("-?[0-9]{1,30}");
  private static final byte POSITIVE = (byte) 0x80;
  private static final byte NEGATIVE = 0x7f;
  private static final byte TEXT = (byte) 0xff;

  private ClientName() {}

  /**
   * Bytes that sort, as unsigned numbers, as the names do, different ones for different names: a
   * number starts with the length of its magnitude, the longer the further from zero.
   */
  static byte[] sortKey(String name) {
    byte[] text = name.getBytes(StandardCharsets.UTF_8);
    if (!WHOLE_NUMBER.matcher(name).matches()) {
      return ByteBuffer.allocate(1 + text.length).put(TEXT).put(text).array();
    }
    BigInteger number = new BigInteger(name);
    byte[] magnitude = number.abs().toByteArray();
    if (number.signum() < 0) {
      for (int i = 0; i < magnitude.length; i++) {
        magnitude[i] = (byte) ~magnitude[i];
      }
    }
    int head = number.signum() < 0 ? NEGATIVE - magnitude.length : POSITIVE + magnitude.length;
    return ByteBuffer.allocate(1 + magnitude.length + text.length)
        .put((byte) head)
        .put(magnitude)
        .put(text)
        .array();
  }
}
