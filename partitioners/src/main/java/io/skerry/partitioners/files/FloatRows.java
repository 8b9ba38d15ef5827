package io.skerry.partitioners.files;

import java.util.Arrays;

/** Rows of one width that arrive number by number. */
final class FloatRows implements LeafRows {
  /** A gigabyte: what one client may hold in memory. */
  static final int MOST = 1 << 28;

  private float[] values = new float[64];
  private int size;
  private int rowStart;
  private int rows;

  /** Adds a number; false if there are too many. */
  boolean add(float value) {
    if (size == MOST) {
      return false;
    }
    if (size == values.length) {
      values = Arrays.copyOf(values, size * 2);
    }
    values[size++] = value;
    return true;
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

  @Override
  public FloatRows none() {
    return new FloatRows();
  }

  @Override
  public boolean append(LeafRows from, int row) {
    FloatRows other = (FloatRows) from;
    for (int i = row * other.width(); i < (row + 1) * other.width(); i++) {
      if (!add(other.values[i])) {
        return false;
      }
    }
    return endRow();
  }

  @Override
  public int rows() {
    return rows;
  }

  int width() {
    return rowStart / rows;
  }

  float[] toArray() {
    return Arrays.copyOf(values, size);
  }
}
