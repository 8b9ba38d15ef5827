package io.skerry.core.data;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Features stored as whole numbers, such as token ids; exact as floats up to 2^24. */
public final class IntFeatures implements Features {
  private static final long serialVersionUID = 1L;

  private final int[] values;
  private final int width;

  /** Wraps {@code values}, row after row; the array is not copied. */
  public IntFeatures(int[] values, int width) {
    this.values = values;
    this.width = RowShape.check(values.length, width);
  }

  @Override
  public int width() {
    return width;
  }

  @Override
  public int rows() {
    return values.length / width;
  }

  @Override
  public void gather(int row, float[] target, int at) {
    int from = row * width;
    for (int i = 0; i < width; i++) {
      target[at + i] = values[from + i];
    }
  }

  @Override
  public Features select(int[] rows) {
    int[] selected = new int[Math.multiplyExact(rows.length, width)];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(values, rows[i] * width, selected, i * width, width);
    }
    return new IntFeatures(selected, width);
  }

  @Override
  public Features append(Features more) {
    int[] others = ((IntFeatures) more).values;
    int[] both = Arrays.copyOf(values, Math.addExact(values.length, others.length));
    System.arraycopy(others, 0, both, values.length, others.length);
    return new IntFeatures(both, width);
  }

  @Override
  public byte[] rowBytes(int from, int until) {
    ByteBuffer bytes =
        ByteBuffer.allocate(Math.multiplyExact((until - from) * width, Integer.BYTES))
            .order(ByteOrder.LITTLE_ENDIAN);
    bytes.asIntBuffer().put(values, from * width, (until - from) * width);
    return bytes.array();
  }
}
