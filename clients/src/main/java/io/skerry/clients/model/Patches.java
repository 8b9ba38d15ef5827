package io.skerry.clients.model;

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

  /** Positions of the window, in the rows and columns of an image of one channel. */
  Image positions() {
    return new Image(
        1,
        padding.positions(image.height(), kernel, stride),
        padding.positions(image.width(), kernel, stride));
  }

  /** Values under the window: rows of the matrix. */
  int rows() {
    return Math.multiplyExact(image.channels(), Math.multiplyExact(kernel, kernel));
  }

  /** Writes the matrix of the image at index {@code at} of {@code images}. */
  void gather(Floats images, int at, Floats columns) {
    Image positions = positions();
    int top = padding.before(image.height(), kernel, stride);
    int left = padding.before(image.width(), kernel, stride);
    for (int row = 0, to = 0; row < rows(); row++) {
      int channel = at + row / (kernel * kernel) * image.area();
      int dy = row / kernel % kernel - top;
      int dx = row % kernel - left;
      int first = first(dx);
      int last = last(dx, image.width(), positions.width());
      for (int y = 0; y < positions.height(); y++, to += positions.width()) {
        int line = y * stride + dy;
        if (line < 0 || line >= image.height()) {
          columns.fill(to, positions.width(), 0);
          continue;
        }
        int from = channel + line * image.width() + dx;
        columns.fill(to, first, 0);
        for (int x = first; x < last; x++) {
          columns.set(to + x, images.get(from + x * stride));
        }
        columns.fill(to + last, positions.width() - last, 0);
      }
    }
  }

  /** Sets each value of the image at index {@code at} to the sum of its places in the matrix. */
  void scatter(Floats columns, Floats images, int at) {
    Image positions = positions();
    int top = padding.before(image.height(), kernel, stride);
    int left = padding.before(image.width(), kernel, stride);
    images.fill(at, image.size(), 0);
    for (int row = 0, from = 0; row < rows(); row++) {
      int channel = at + row / (kernel * kernel) * image.area();
      int dy = row / kernel % kernel - top;
      int dx = row % kernel - left;
      int first = first(dx);
      int last = last(dx, image.width(), positions.width());
      for (int y = 0; y < positions.height(); y++, from += positions.width()) {
        int line = y * stride + dy;
        if (line < 0 || line >= image.height()) {
          continue;
        }
        int to = channel + line * image.width() + dx;
        for (int x = first; x < last; x++) {
          int i = to + x * stride;
          images.set(i, images.get(i) + columns.get(from + x));
        }
      }
    }
  }

  /** The first position whose value, {@code offset} from the window's corner, is in the image. */
  private int first(int offset) {
    return Math.max(0, (stride - 1 - offset) / stride);
  }

  /** The position after the last such. */
  private int last(int offset, int size, int positions) {
    int last = size - offset <= 0 ? 0 : (size - 1 - offset) / stride + 1;
    return Math.max(Math.min(positions, last), Math.min(positions, first(offset)));
  }
}
