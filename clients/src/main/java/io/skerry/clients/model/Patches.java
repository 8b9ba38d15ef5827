package io.skerry.clients.model;

import io.skerry.clients.kernels.Blas;
import io.skerry.clients.kernels.Floats;
import io.skerry.core.InvalidInputException;
import java.io.Serializable;

/**
 * The values of an image under each position of a square window, as the columns of a matrix
 * [channels x kernel x kernel, positions]: a convolution is the product of its weights with it.
 */
record Patches(Image image, int kernel, int stride, Padding padding) implements Serializable {

  Patches {
    if (kernel < 1 || stride < 1) {
      throw new IllegalArgumentException("a window of " + kernel + ", moved by " + stride);
    }
    if (padding.positions(image.height(), kernel, stride) < 1
        || padding.positions(image.width(), kernel, stride) < 1) {
      throw new InvalidInputException(
          "model.type: a window of %d x %d does not fit an image of %d x %d"
              .formatted(kernel, kernel, image.height(), image.width()));
    }
  }

  /** Positions of the window from top to bottom. */
  int down() {
    return padding.positions(image.height(), kernel, stride);
  }

  /** Positions of the window from left to right. */
  int across() {
    return padding.positions(image.width(), kernel, stride);
  }

  /** Values under the window: rows of the matrix. */
  int rows() {
    return Math.multiplyExact(image.channels(), Math.multiplyExact(kernel, kernel));
  }

  /** Writes the matrix of the image at index {@code at} of {@code images}. */
  void gather(Floats images, int at, Floats columns) {
    if (isShift()) {
      gatherShifts(images, at, columns);
      return;
    }
    int down = down();
    int across = across();
    int top = padding.before(image.height(), kernel, stride);
    int left = padding.before(image.width(), kernel, stride);
    for (int row = 0, to = 0; row < rows(); row++, to += down * across) {
      int channel = at + row / (kernel * kernel) * image.area();
      int dy = row / kernel % kernel - top;
      int dx = row % kernel - left;
      int first = first(dx, across);
      int last = last(dx, image.width(), across);
      for (int y = 0; y < down; y++) {
        int line = to + y * across;
        int source = y * stride + dy;
        if (source < 0 || source >= image.height()) {
          columns.fill(line, across, 0);
          continue;
        }
        int from = channel + source * image.width() + dx;
        columns.fill(line, first, 0);
        for (int x = first; x < last; x++) {
          columns.set(line + x, images.get(from + x * stride));
        }
        columns.fill(line + last, across - last, 0);
      }
    }
  }

  /**
   * Sets each value of the image at index {@code at} to the sum of its places in the matrix, whose
   * places beyond the edges may be cleared.
   */
  void scatter(Floats columns, Floats images, int at) {
    int down = down();
    int across = across();
    int top = padding.before(image.height(), kernel, stride);
    int left = padding.before(image.width(), kernel, stride);
    images.fill(at, image.size(), 0);
    if (isShift()) {
      addShifts(columns, images, at);
      return;
    }
    for (int row = 0, from = 0; row < rows(); row++, from += down * across) {
      int channel = at + row / (kernel * kernel) * image.area();
      int dy = row / kernel % kernel - top;
      int dx = row % kernel - left;
      int first = first(dx, across);
      int last = last(dx, image.width(), across);
      for (int y = 0; y < down; y++) {
        int target = y * stride + dy;
        if (target < 0 || target >= image.height()) {
          continue;
        }
        int line = from + y * across;
        int to = channel + target * image.width() + dx;
        for (int x = first; x < last; x++) {
          int i = to + x * stride;
          images.set(i, images.get(i) + columns.get(line + x));
        }
      }
    }
  }

  /** Whether a row of the matrix is a channel, moved, but for what is beyond the edges. */
  private boolean isShift() {
    return stride == 1 && padding == Padding.SAME;
  }

  /** Of a channel, moves sideways first; these rows, moved up and down, give the others. */
  private void gatherShifts(Floats images, int at, Floats columns) {
    int area = image.area();
    int top = padding.before(image.height(), kernel, stride);
    for (int channel = 0; channel < image.channels(); channel++) {
      for (int x = 0; x < kernel; x++) {
        int dx = x - padding.before(image.width(), kernel, stride);
        int level = row(channel, top, x);
        move(images, at + channel * area, dx, columns, level);
        clearWrapped(columns, level, dx);
        for (int y = 0; y < kernel; y++) {
          if (y != top) {
            move(columns, level, (y - top) * image.width(), columns, row(channel, y, x));
          }
        }
      }
    }
  }

  /** The way back: adds rows up and down first, in place, then sideways to the image. */
  private void addShifts(Floats columns, Floats images, int at) {
    int area = image.area();
    int top = padding.before(image.height(), kernel, stride);
    for (int channel = 0; channel < image.channels(); channel++) {
      for (int x = 0; x < kernel; x++) {
        int dx = x - padding.before(image.width(), kernel, stride);
        int level = row(channel, top, x);
        for (int y = 0; y < kernel; y++) {
          if (y != top) {
            addMoved(columns, row(channel, y, x), (y - top) * image.width(), columns, level);
          }
        }
        clearWrapped(columns, level, dx);
        addMoved(columns, level, dx, images, at + channel * area);
      }
    }
  }

  /** Where a row of the matrix starts. */
  private int row(int channel, int y, int x) {
    return ((channel * kernel + y) * kernel + x) * image.area();
  }

  /** Writes the channel whose value at p is that of another at p + shift, or zero. */
  private void move(Floats from, int at, int shift, Floats to, int start) {
    int area = image.area();
    int first = Math.min(area, Math.max(0, -shift));
    int last = Math.max(first, Math.min(area, area - shift));
    to.fill(start, first, 0);
    if (first < last) {
      to.write(start + first, from, at + first + shift, last - first);
    }
    to.fill(start + last, area - last, 0);
  }

  /** Adds a channel's value at p to another's at p + shift, where there is one. */
  private void addMoved(Floats from, int at, int shift, Floats to, int start) {
    int area = image.area();
    int first = Math.min(area, Math.max(0, -shift));
    int last = Math.max(first, Math.min(area, area - shift));
    if (first < last) {
      Blas.add(last - first, from, at + first, to, start + first + shift);
    }
  }

  /** Clears the positions of a moved channel that have come from the line above or below. */
  private void clearWrapped(Floats columns, int at, int dx) {
    int width = image.width();
    int first = Math.min(width, Math.max(0, -dx));
    int last = Math.max(first, Math.min(width, width - dx));
    for (int line = at; dx != 0 && line < at + image.area(); line += width) {
      for (int x = 0; x < first; x++) {
        columns.set(line + x, 0);
      }
      for (int x = last; x < width; x++) {
        columns.set(line + x, 0);
      }
    }
  }

  /** The first of {@code positions} whose value, {@code offset} further on, is not before 0. */
  private int first(int offset, int positions) {
    return Math.min(positions, Math.max(0, (stride - 1 - offset) / stride));
  }

  /** The position after the last whose value is before {@code size}; not before the first. */
  private int last(int offset, int size, int positions) {
    int last = offset >= size ? 0 : (size - 1 - offset) / stride + 1;
    return Math.max(first(offset, positions), Math.min(positions, last));
  }
}
