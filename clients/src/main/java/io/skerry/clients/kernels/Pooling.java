package io.skerry.clients.kernels;

/**
 * The largest value of each square of {@code size} x {@code size} in planes [height, width], side
 * by side; rows and columns that fill no square are left out.
 */
public final class Pooling {
  private Pooling() {}

  /** Writes the largest values; NaN is larger than all others. */
  public static void forward(int planes, int height, int width, int size, Floats in, Floats out) {
    int down = height / size;
    int across = width / size;
    float[] values = in.array;
    float[] largest = out.array;
    int from = in.at(0, planes * height * width);
    int to = out.at(0, planes * down * across);
    for (int plane = 0; plane < planes; plane++) {
      for (int y = 0; y < down; y++) {
        int line = from + (plane * height + y * size) * width;
        for (int x = 0; x < across; x++) {
          int corner = line + x * size;
          float most = values[corner];
          for (int dy = 0; dy < size; dy++) {
            for (int dx = 0; dx < size; dx++) {
              most = Math.max(most, values[corner + dy * width + dx]);
            }
          }
          largest[to] = most;
          to++;
        }
      }
    }
  }

  /**
   * Writes each square's gradient to the first of its equals, its last place where that is NaN, and
   * zero elsewhere.
   */
  public static void backward(
      int planes, int height, int width, int size, Floats in, Floats out, Floats dOut, Floats dIn) {
    int down = height / size;
    int across = width / size;
    float[] values = in.array;
    float[] gradient = dIn.array;
    int from = in.at(0, planes * height * width);
    int ahead = dIn.at(0, planes * height * width) - from;
    int square = out.at(0, planes * down * across);
    int back = dOut.at(0, planes * down * across) - square;
    dIn.fill(0, planes * height * width, 0);
    for (int plane = 0; plane < planes; plane++) {
      for (int y = 0; y < down; y++) {
        int line = from + (plane * height + y * size) * width;
        for (int x = 0; x < across; x++) {
          // From the last place to the first, so that the first of equals stays: no branch to
          // guess.
          int corner = line + x * size;
          int place = corner + (size - 1) * (width + 1);
          float largest = out.array[square];
          for (int dy = size - 1; dy >= 0; dy--) {
            for (int dx = size - 1; dx >= 0; dx--) {
              int at = corner + dy * width + dx;
              place = values[at] == largest ? at : place;
            }
          }
          gradient[ahead + place] = dOut.array[back + square];
          square++;
        }
      }
    }
  }
}
