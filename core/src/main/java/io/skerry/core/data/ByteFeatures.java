package io.skerry.core.data;

import java.util.Arrays;

/** Features stored as unsigned bytes, such as pixels; a gathered value is byte / 255. */
public final class ByteFeatures implements Features {
  private static final long serialVersionUID = 1L;
  private static final float[] SCALED = new float[256];

  static {
    for (int i = 0; i < SCALED.length; i++) {
      SCALED[i] = i / 255f;
    }
  }

  private final byte[] values;
  private final int width;

  /** Wraps {@code values}, row after row; the array is not copied. */
  public ByteFeatures(byte[] values, int width) {
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
      target[at + i] = SCALED[values[from + i] & 0xff];
    }
  }

  @Override
  public Features select(int[] rows) {
    byte[] selected = new byte[Math.multiplyExact(rows.length, width)];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(values, rows[i] * width, selected, i * width, width);
    }
    return new ByteFeatures(selected, width);
  }

  @Override
  public byte[] rowBytes(int from, int until) {
    return Arrays.copyOfRange(values, from * width, until * width);
  }
}
