package io.skerry.jobs.population;

import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Digest of a set of clients: the sum modulo 2^128 of the first 16 bytes of each client's SHA-256.
 * A client's digest covers its ordinal, so the sum tells orders apart but not files.
 *
 * @param high upper 64 bits
 * @param low lower 64 bits
 */
record ClientsDigest(long high, long low) implements Serializable {
  static final ClientsDigest NONE = new ClientsDigest(0, 0);

  /** The digest of one client, whose labels and features are in stored form. */
  static ClientsDigest of(
      long ordinal,
      String id,
      @Nullable String cluster,
      int trainSize,
      ByteBuffer labels,
      ByteBuffer features) {
    byte[] name = id.getBytes(StandardCharsets.UTF_8);
    byte[] group = cluster == null ? new byte[0] : cluster.getBytes(StandardCharsets.UTF_8);
    // Lengths come first, so that no two clients give the same bytes; -1 is no cluster.
    ByteBuffer head =
        ByteBuffer.allocate(2 * Long.BYTES + 5 * Integer.BYTES)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putLong(ordinal)
            .putInt(name.length)
            .putInt(cluster == null ? -1 : group.length)
            .putInt(trainSize)
            .putInt(labels.remaining())
            .putInt(features.remaining());
    MessageDigest sha = sha256();
    sha.update(head.flip());
    sha.update(name);
    sha.update(group);
    sha.update(labels.duplicate());
    sha.update(features.duplicate());
    ByteBuffer digest = ByteBuffer.wrap(sha.digest());
    return new ClientsDigest(digest.getLong(), digest.getLong());
  }

  ClientsDigest plus(ClientsDigest other) {
    long sum = low + other.low;
    long carry = Long.compareUnsigned(sum, low) < 0 ? 1 : 0;
    return new ClientsDigest(high + other.high + carry, sum);
  }

  /** 32 hexadecimal digits. */
  String hex() {
    return HexFormat.of().toHexDigits(high) + HexFormat.of().toHexDigits(low);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
