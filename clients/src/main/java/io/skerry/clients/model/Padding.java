package io.skerry.clients.model;

/** What lies beyond the edges of an image for a window that moves over it. */
public enum Padding {
  /** Nothing: a window stays inside. */
  VALID {
    @Override
    int positions(int size, int kernel, int stride) {
      return size < kernel ? 0 : (size - kernel) / stride + 1;
    }

    @Override
    int before(int size, int kernel, int stride) {
      return 0;
    }
  },
  /** Zeros, such that there are size / stride positions, rounded up; an odd one comes last. */
  SAME {
    @Override
    int positions(int size, int kernel, int stride) {
      return (size + stride - 1) / stride;
    }

    @Override
    int before(int size, int kernel, int stride) {
      return Math.max((positions(size, kernel, stride) - 1) * stride + kernel - size, 0) / 2;
    }
  };

  /** Positions of a window along an edge. */
  abstract int positions(int size, int kernel, int stride);

  /** Zeros before the first value of an edge. */
  abstract int before(int size, int kernel, int stride);
}
