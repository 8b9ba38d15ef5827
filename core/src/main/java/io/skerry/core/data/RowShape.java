package io.skerry.core.data;

/** The one rule for rows in a flat array. */
final class RowShape {
  private RowShape() {}

  static int check(int length, int width) {
    if (width <= 0 || length % width != 0) {
      throw new IllegalArgumentException(length + " values are not rows of " + width);
    }
    return width;
  }
}
