package io.skerry.core.data;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Features stored as floats. */
public final class FloatFeatures implements Features {
  private static final long serialVersionUID = 1L;

  private final float[] values;
  private final int width;

  /** Wraps {@code values}, row after row; the array is not copied. */
  public FloatFeatures(float[] values, int width) {
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
    System.arraycopy(values, row * width, target, at, width);
  }

  @Override
  public Features select(int[] rows) {
    float[] selected = new float[Math.multiplyExact(rows.length, width)];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(values, rows[i] * width, selected, i * width, width);
    }
    return new FloatFeatures(selected, width);
  }

  @Override
  public Features append(Features more) {
    float[] others = ((FloatFeatures) more).values;
    float[] both = Arrays.copyOf(values, Math.addExact(values.length, others.length));
    System.arraycopy(others, 0, both, values.length, others.length);
    return new FloatFeatures(both, width);
  }

  @Override
  public byte[] rowBytes(int from, int until) {
    ByteBuffer bytes =
        ByteBuffer.allocate(Math.multiplyExact((until - from) * width, Float.BYTES))
            .order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values, from * width, (until - from) * width);
    return bytes.array();
  }
}
