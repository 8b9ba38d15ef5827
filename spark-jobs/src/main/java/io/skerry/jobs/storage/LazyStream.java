package io.skerry.jobs.storage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.SeekableInputStream;
import org.jspecify.annotations.Nullable;

/** A file that opens where it is read and, after it was closed, opens again. */
final class LazyStream extends SeekableInputStream {
  private final InputFile file;
  private @Nullable SeekableInputStream open;

  LazyStream(InputFile file) {
    this.file = file;
  }

  private SeekableInputStream stream() throws IOException {
    SeekableInputStream known = open;
    if (known == null) {
      open = known = file.newStream();
    }
    return known;
  }

  @Override
  public long getPos() throws IOException {
    return stream().getPos();
  }

  @Override
  public void seek(long position) throws IOException {
    stream().seek(position);
  }

  @Override
  public int read() throws IOException {
    return stream().read();
  }

  @Override
  public int read(ByteBuffer target) throws IOException {
    return stream().read(target);
  }

  @Override
  public void readFully(byte[] target) throws IOException {
    stream().readFully(target);
  }

  @Override
  public void readFully(byte[] target, int at, int length) throws IOException {
    stream().readFully(target, at, length);
  }

  @Override
  public void readFully(ByteBuffer target) throws IOException {
    stream().readFully(target);
  }

  @Override
  public void close() {
    try {
      if (open != null) {
        open.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      open = null;
    }
  }
}
