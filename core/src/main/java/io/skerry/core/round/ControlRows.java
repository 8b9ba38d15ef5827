package io.skerry.core.round;

import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/** Control variates of some clients, as a task returns them. */
public final class ControlRows implements Serializable {
  private static final long serialVersionUID = 1L;

  private int size;
  private long[] ordinals = new long[0];
  private float[][] values = new float[0][];

  /** Number of clients. */
  public int size() {
    return size;
  }

  /** Ordinal of the client in row {@code i}. */
  public long ordinal(int i) {
    return ordinals[i];
  }

  /** Its control variate; not a copy. */
  public float[] values(int i) {
    return values[i];
  }

  /** Rows by ascending ordinal: what is written does not depend on who came back first. */
  public int[] inOrder() {
    return IntStream.range(0, size)
        .boxed()
        .sorted(Comparator.comparingLong(i -> ordinals[i]))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  void add(long ordinal, float[] control) {
    if (size == ordinals.length) {
      resize(Math.max(16, 2 * size));
    }
    ordinals[size] = ordinal;
    values[size] = control;
    size++;
  }

  void addAll(ControlRows other) {
    int needed = Math.addExact(size, other.size);
    if (needed > ordinals.length) {
      resize(Math.max(needed, 2 * size));
    }
    System.arraycopy(other.ordinals, 0, ordinals, size, other.size);
    System.arraycopy(other.values, 0, values, size, other.size);
    size = needed;
  }

  /** Spare capacity does not travel. */
  private void writeObject(ObjectOutputStream out) throws IOException {
    resize(size);
    out.defaultWriteObject();
  }

  private void resize(int capacity) {
    ordinals = Arrays.copyOf(ordinals, capacity);
    values = Arrays.copyOf(values, capacity);
  }
}
