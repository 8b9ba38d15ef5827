package io.skerry.privacy.randomness;

import io.skerry.core.random.RandomStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Draws from the bits of a {@link KeyStream}. */
final class SecretStream extends RandomStream {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final KeyStream bits;
  private final byte[] chunk = new byte[1024];
  private int next = chunk.length;

  SecretStream(byte[] key) {
    this.bits = new KeyStream(key);
  }

  @Override
  public long nextLong() {
    if (next == chunk.length) {
      bits.fill(chunk, chunk.length);
      next = 0;
    }
    long draw = (long) LONGS.get(chunk, next);
    next += Long.BYTES;
    return draw;
  }
}
