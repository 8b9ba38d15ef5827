package io.skerry.jobs.bench;

import io.skerry.core.InvalidInputException;
import io.skerry.jobs.storage.Storage;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.apache.hadoop.fs.Path;

/** The little-endian arrays of a workload's folder, each a file without a header. */
record FlatFiles(Storage storage, Path folder) implements Serializable {
  /** Bytes of a large file that are in memory twice while it is read. */
  private static final int CHUNK = 1 << 23;

  /** All 64-bit integers of a file. */
  long[] longs(String file) {
    long[] values = new long[elements(file, Long.BYTES)];
    read(file, 0, Long.BYTES * values.length).asLongBuffer().get(values);
    return values;
  }

  /** All 32-bit integers of a file. */
  int[] ints(String file) {
    int[] values = new int[elements(file, Integer.BYTES)];
    read(file, 0, Integer.BYTES * values.length).asIntBuffer().get(values);
    return values;
  }

  /** 32-bit integers {@code from..from + count} of a file, as floats. */
  float[] intsAsFloats(String file, long from, int count) {
    float[] values = new float[count];
    ByteBuffer bytes = read(file, from * Integer.BYTES, Math.multiplyExact(Integer.BYTES, count));
    for (int i = 0; i < count; i++) {
      values[i] = bytes.getInt();
    }
    return values;
  }

  /** All floats of a file. */
  float[] floats(String file) {
    return floats(file, 0, elements(file, Float.BYTES));
  }

  /** Floats {@code from..from + count} of a file. */
  float[] floats(String file, long from, int count) {
    float[] values = new float[count];
    int most = CHUNK / Float.BYTES;
    for (int at = 0; at < count; at += most) {
      int length = Math.min(most, count - at);
      read(file, (from + at) * Float.BYTES, length * Float.BYTES)
          .asFloatBuffer()
          .get(values, at, length);
    }
    return values;
  }

  private int elements(String file, int bytes) {
    long length = storage.length(new Path(folder, file));
    if (length % bytes != 0 || length / bytes > Integer.MAX_VALUE / bytes) {
      throw new InvalidInputException(
          new Path(folder, file) + ": expected values of " + bytes + " bytes, has " + length);
    }
    return (int) (length / bytes);
  }

  private ByteBuffer read(String file, long position, int length) {
    byte[] bytes = storage.read(new Path(folder, file), position, length);
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
