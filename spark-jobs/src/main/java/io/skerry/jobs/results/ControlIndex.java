package io.skerry.jobs.results;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * In which round's file, and in which row of it, each client's newest control variate is: eight
 * bytes a client in a sparse temporary file of the driver's machine, so that no heap grows with the
 * population.
 */
final class ControlIndex implements AutoCloseable {
  /** The place of a client that has not taken part; rounds count from 1. */
  static final long NONE = 0;

  private final FileChannel file;
  private final ByteBuffer place = ByteBuffer.allocate(Long.BYTES);

  ControlIndex() {
    try {
      Path temporary = Files.createTempFile("controls", ".index");
      this.file =
          FileChannel.open(
              temporary,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE,
              StandardOpenOption.DELETE_ON_CLOSE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static int round(long place) {
    return (int) (place >>> 32);
  }

  static int row(long place) {
    return (int) place;
  }

  long get(long ordinal) {
    place.clear();
    try {
      // What lies in a hole reads as zero, what lies after the end is not read.
      return file.read(place, ordinal * Long.BYTES) < Long.BYTES ? NONE : place.getLong(0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void put(long ordinal, int round, int row) {
    place.clear();
    place.putLong(0, (long) round << 32 | row);
    try {
      while (place.hasRemaining()) {
        file.write(place, ordinal * Long.BYTES + place.position());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      file.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
