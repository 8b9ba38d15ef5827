package io.skerry.core.data;

import java.util.Arrays;

/**
 * Features stored as unsigned bytes: pixels, whose gathered value is byte / 255, or small whole
 * numbers such as token ids, gathered as they are.
 */
public final class ByteFeatures implements Features {
  private static final long serialVersionUID = 1L;
  private static final float[] PIXELS = new float[256];
  private static final float[] NUMBERS = new float[256];

  static {
    for (int i = 0; i < PIXELS.length; i++) {
      PIXELS[i] = i / 255f;
      NUMBERS[i] = i;
    }
  }

  private final byte[] values;
  private final int width;
  private final boolean pixels;

  /** Wraps pixels, row after row; the array is not copied. */
  public ByteFeatures(byte[] values, int width) {
    this(values, width, true);
  }

  private ByteFeatures(byte[] values, int width, boolean pixels) {
    this.values = values;
    this.width = RowShape.check(values.length, width);
    this.pixels = pixels;
  }

  /** Wraps whole numbers from 0 to 255, row after row; the array is not copied. */
  public static ByteFeatures numbers(byte[] values, int width) {
    return new ByteFeatures(values, width, false);
  }

  /** Whether the values are pixels, to be divided by 255. */
  public boolean pixels() {
    return pixels;
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
    float[] scale = pixels ? PIXELS : NUMBERS;
    int from = row * width;
    for (int i = 0; i < width; i++) {
      target[at + i] = scale[values[from + i] & 0xff];
    }
  }

  @Override
  public Features select(int[] rows) {
    byte[] selected = new byte[Math.multiplyExact(rows.length, width)];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(values, rows[i] * width, selected, i * width, width);
    }
    return new ByteFeatures(selected, width, pixels);
  }

  @Override
  public Features append(Features more) {
    byte[] others = ((ByteFeatures) more).values;
    byte[] both = Arrays.copyOf(values, Math.addExact(values.length, others.length));
    System.arraycopy(others, 0, both, values.length, others.length);
    return new ByteFeatures(both, width, pixels);
  }

  @Override
  public byte[] rowBytes(int from, int until) {
    return Arrays.copyOfRange(values, from * width, until * width);
  }
}
