package io.skerry.partitioners.files;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A stream that fails where it gives more than so many bytes: a guard against zip bombs. */
final class BoundedStream extends FilterInputStream {
  private final long most;
  private long left;

  BoundedStream(InputStream in, long most) {
    super(in);
    this.most = most;
    this.left = most;
  }

  @Override
  public int read() throws IOException {
    int value = super.read();
    count(value < 0 ? 0 : 1);
    return value;
  }

  @Override
  public int read(byte[] target, int from, int length) throws IOException {
    int read = super.read(target, from, length);
    count(Math.max(0, read));
    return read;
  }

  /** Reads to the end. */
  void drain() throws IOException {
    byte[] buffer = new byte[1 << 14];
    while (read(buffer, 0, buffer.length) >= 0) {
      continue;
    }
  }

  private void count(int read) throws IOException {
    left -= read;
    if (left < 0) {
      throw new IOException("it unpacks to more than " + most + " bytes");
    }
  }
}
