package io.skerry.partitioners.files;

import java.util.Arrays;

/** Rows of one width that arrive number by number. */
final class FloatRows {
  private float[] values = new float[64];
  private int size;
  private int rowStart;
  private int rows;

  void add(float value) {
    if (size == values.length) {
      values = Arrays.copyOf(values, Math.multiplyExact(size, 2));
    }
    values[size++] = value;
  }

  /** Ends a row; false if it is empty or as wide as no row before it. */
  boolean endRow() {
    int width = size - rowStart;
    if (width == 0 || (rows > 0 && width != width())) {
      return false;
    }
    rowStart = size;
    rows++;
    return true;
  }

  int rows() {
    return rows;
  }

  int width() {
    return rowStart / rows;
  }

  float[] toArray() {
    return Arrays.copyOf(values, size);
  }
}
