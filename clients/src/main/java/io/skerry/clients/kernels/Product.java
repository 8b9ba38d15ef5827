package io.skerry.clients.kernels;

/**
 * C += A B, of any shape. To an element of C are added, one after the other, chains of fused
 * multiply-adds of {@link #CHAIN} terms, each in ascending order of the inner index and from zero
 * on: its bits depend on the values alone, not on the machine, nor on which of the two forms
 * computes it, nor on how that divides rows and columns.
 */
final class Product {
  /** Terms of a chain; of so many terms three vectors of B fit the nearest cache. */
  static final int CHAIN = 256;

  /**
   * Rows of C that stay in cache while tiles pass through their columns: whole tiles of each kind.
   */
  private static final int ROWS = 48;

  /** Whether the JVM has the Vector API and the machine vectors of a width that is used. */
  static final boolean VECTORS =
      ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent() && Lanes.wide();

  private Product() {}

  /**
   * Adds A [rows, depth] times B [depth, columns] to C [rows, columns].
   *
   * @param a row i from {@code at + i * row}
   * @param b row k from {@code bAt + k * line}
   * @param c row i from {@code cAt + i * stride}
   */
  static void add(
      int rows,
      int columns,
      int depth,
      float[] a,
      int at,
      int row,
      float[] b,
      int bAt,
      int line,
      float[] c,
      int cAt,
      int stride) {
    if (!VECTORS || columns < Tiles.LANES) {
      plain(rows, columns, depth, a, at, row, b, bAt, line, c, cAt, stride);
      return;
    }
    boolean tall = depth == Tiles.TALL_DEPTH && columns > Tiles.LANES;
    for (int i = 0; i < rows; i += ROWS) {
      int block = Math.min(ROWS, rows - i);
      int ai = at + i * row;
      int ci = cAt + i * stride;
      if (tall) {
        tall(block, columns, a, ai, row, b, bAt, line, c, ci, stride);
        continue;
      }
      for (int k = 0; k < depth; k += CHAIN) {
        int terms = Math.min(CHAIN, depth - k);
        tiles(block, columns, terms, a, ai + k, row, b, bAt + k * line, line, c, ci, stride);
      }
    }
  }

  /**
   * By tiles. Where columns are no whole number of vectors, the last vector overlaps the one before
   * it, and both lie in the same wide tile.
   */
  private static void tiles(
      int rows,
      int columns,
      int depth,
      float[] a,
      int at,
      int row,
      float[] b,
      int bAt,
      int line,
      float[] c,
      int cAt,
      int stride) {
    int lanes = Tiles.LANES;
    int last = columns - lanes;
    int vectors = (columns + lanes - 1) / lanes;
    int tail = columns % lanes == 0 ? 0 : Math.min(3, vectors);
    int threes = (vectors - tail) / 3 * 3;
    for (int v = 0; v < threes; v += 3) {
      int j = v * lanes;
      wide(rows, depth, a, at, row, b, bAt + j, line, lanes, 2 * lanes, c, cAt + j, stride);
    }
    for (int v = threes; v < vectors - tail; v++) {
      int j = v * lanes;
      for (int i = 0; i < rows; i += Tiles.NARROW_ROWS) {
        int ci = cAt + i * stride + j;
        Tiles.narrow(depth, a, at + i * row, row, rows - i - 1, b, bAt + j, line, c, ci, stride);
      }
    }
    if (tail > 0) {
      int j = (vectors - tail) * lanes;
      int second = Math.min(lanes, last - j);
      wide(rows, depth, a, at, row, b, bAt + j, line, second, last - j, c, cAt + j, stride);
    }
  }

  /** Three vectors of all rows, while those of B are in the nearest cache. */
  private static void wide(
      int rows,
      int depth,
      float[] a,
      int at,
      int row,
      float[] b,
      int bAt,
      int line,
      int second,
      int third,
      float[] c,
      int cAt,
      int stride) {
    for (int i = 0; i < rows; i += Tiles.WIDE_ROWS) {
      int ci = cAt + i * stride;
      Tiles.wide(
          depth, a, at + i * row, row, rows - i - 1, b, bAt, line, second, third, c, ci, stride);
    }
  }

  /** By tall tiles; the last overlaps itself where columns are no whole number of vectors. */
  private static void tall(
      int rows,
      int columns,
      float[] a,
      int at,
      int row,
      float[] b,
      int bAt,
      int line,
      float[] c,
      int cAt,
      int stride) {
    int lanes = Tiles.LANES;
    int last = (columns - lanes - 1) / lanes * lanes;
    for (int j = 0; j < last; j += 2 * lanes) {
      int second = j + lanes < last ? lanes : 0;
      Tiles.tall(rows, a, at, row, b, bAt + j, line, second, c, cAt + j, stride);
    }
    Tiles.tall(
        rows, a, at, row, b, bAt + last, line, columns - lanes - last, c, cAt + last, stride);
  }

  /** The definition: for narrow matrices, where the Vector API is missing, and in tests. */
  static void plain(
      int rows,
      int columns,
      int depth,
      float[] a,
      int at,
      int row,
      float[] b,
      int bAt,
      int line,
      float[] c,
      int cAt,
      int stride) {
    for (int from = 0; from < depth; from += CHAIN) {
      int until = Math.min(depth, from + CHAIN);
      for (int i = 0; i < rows; i++) {
        for (int j = 0; j < columns; j++) {
          float sum = 0;
          for (int k = from; k < until; k++) {
            sum = Math.fma(a[at + i * row + k], b[bAt + k * line + j], sum);
          }
          c[cAt + i * stride + j] += sum;
        }
      }
    }
  }
}
