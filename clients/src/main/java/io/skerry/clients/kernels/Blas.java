package io.skerry.clients.kernels;

/**
 * Dense algebra on one thread. Matrices are row-major. An element of a product is the sum of chains
 * of fused multiply-adds in ascending order of the inner index: its bits depend on the values
 * alone.
 */
public final class Blas {
  private static final ThreadLocal<Blas> OF_THREAD = ThreadLocal.withInitial(Blas::new);

  private float[] left = new float[0];
  private float[] right = new float[0];

  private Blas() {}

  /** What computes products, and in which order: with equal names bits are equal. */
  public static String name() {
    return "fma-chains";
  }

  /** Y += X W^T, with X [rows, in], W [out, in] and Y [rows, out]. */
  public static void addProductWithTransposed(
      int rows, int in, int out, Floats x, Floats w, Floats y) {
    Blas memory = OF_THREAD.get();
    int xAt = x.at(0, rows * in);
    int wAt = w.at(0, out * in);
    int yAt = y.at(0, rows * out);
    if (out >= Floats.LINE && (long) rows * (in + 2 * out) > (long) in * out) {
      float[] transposed = memory.right(in * out);
      transpose(out, in, in, w.array, wAt, transposed, 0, out);
      Product.add(rows, out, in, x.array, xAt, in, transposed, 0, out, y.array, yAt, out);
      return;
    }
    // Examples become columns: what is copied is far smaller than W, which is read where it is.
    int columns = padded(rows);
    float[] examples = memory.right(in * columns);
    float[] sums = memory.left(out * columns);
    transpose(rows, in, in, x.array, xAt, examples, 0, columns);
    transpose(rows, out, out, y.array, yAt, sums, 0, columns);
    Product.add(out, columns, in, w.array, wAt, in, examples, 0, columns, sums, 0, columns);
    transpose(out, rows, columns, sums, 0, y.array, yAt, out);
  }

  /** X = Y W, with Y [rows, out], W [out, in] and X [rows, in]. */
  public static void product(int rows, int in, int out, Floats y, Floats w, Floats x) {
    x.fill(0, rows * in, 0);
    Product.add(
        rows,
        in,
        out,
        y.array,
        y.at(0, rows * out),
        out,
        w.array,
        w.at(0, out * in),
        in,
        x.array,
        x.at(0, rows * in),
        in);
  }

  /** W += scale Y^T X, with Y [rows, out], X [rows, in] and W [out, in]. */
  public static void addTransposedProduct(
      int rows, int in, int out, float scale, Floats y, Floats x, Floats w) {
    float[] scaled = OF_THREAD.get().left(rows * out);
    transpose(rows, out, out, y.array, y.at(0, rows * out), scaled, 0, rows);
    for (int i = 0; i < rows * out; i++) {
      scaled[i] *= scale;
    }
    Product.add(
        out,
        in,
        rows,
        scaled,
        0,
        rows,
        x.array,
        x.at(0, rows * in),
        in,
        w.array,
        w.at(0, out * in),
        in);
  }

  /** Y += W X, with W [m, k], X [k, n] and Y [m, n], each from an index on. */
  public static void addProduct(
      int m, int k, int n, Floats w, int wAt, Floats x, int xAt, Floats y, int yAt) {
    Product.add(
        m,
        n,
        k,
        w.array,
        w.at(wAt, m * k),
        k,
        x.array,
        x.at(xAt, k * n),
        n,
        y.array,
        y.at(yAt, m * n),
        n);
  }

  /**
   * Z += X Y^T, with X [k, n] at index 0, Y [m, n] at index {@code at} and Z [k, m] at index {@code
   * to}, which may lie behind X in the same memory.
   */
  public static void addProductWithTransposed(
      int m, int k, int n, Floats x, Floats y, int at, Floats z, int to) {
    float[] transposed = OF_THREAD.get().right(n * m);
    transpose(m, n, n, y.array, y.at(at, m * n), transposed, 0, m);
    Product.add(k, m, n, x.array, x.at(0, k * n), n, transposed, 0, m, z.array, z.at(to, k * m), m);
  }

  /** Z = W^T, with W [m, k] at index {@code at} and Z [k, m] at index {@code to}. */
  public static void transpose(int m, int k, Floats w, int at, Floats z, int to) {
    transpose(m, k, k, w.array, w.at(at, m * k), z.array, z.at(to, k * m), m);
  }

  /** y += x, over {@code size} values from index {@code at} of x and {@code to} of y. */
  public static void add(int size, Floats x, int at, Floats y, int to) {
    add(size, 1, x.array, x.at(at, size), y.array, y.at(to, size));
  }

  /** y += a x, over all values of y. x may be y. */
  public static void add(float a, Floats x, Floats y) {
    int size = y.size();
    add(size, a, x.array, x.at(0, size), y.array, y.at(0, size));
  }

  /** y = b y, over all values. */
  public static void scale(float b, Floats y) {
    scale(b, y, 0, y.size());
  }

  /** y = b y, over {@code size} values from index {@code at} on. */
  public static void scale(float b, Floats y, int at, int size) {
    float[] values = y.array;
    int from = y.at(at, size);
    for (int i = from; i < from + size; i++) {
      values[i] *= b;
    }
  }

  /** The sum of the squares of all values, in double precision. */
  public static double squaredNorm(Floats x) {
    return squaredNorm(x, 0, x.size());
  }

  /** The sum of the squares of {@code size} values from index {@code at}, in double precision. */
  public static double squaredNorm(Floats x, int at, int size) {
    return product(x, at, at, size);
  }

  /**
   * The inner product of {@code size} values of x from index {@code from} on with as many from
   * {@code to} on, in double precision: the sum of four parts, by the index modulo 4, that the
   * processor adds side by side.
   */
  public static double product(Floats x, int from, int to, int size) {
    float[] values = x.array;
    int left = x.at(from, size);
    int right = x.at(to, size);
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int i = 0;
    for (; i + 4 <= size; i += 4) {
      s0 += (double) values[left + i] * values[right + i];
      s1 += (double) values[left + i + 1] * values[right + i + 1];
      s2 += (double) values[left + i + 2] * values[right + i + 2];
      s3 += (double) values[left + i + 3] * values[right + i + 3];
    }
    for (; i < size; i++) {
      s0 += (double) values[left + i] * values[right + i];
    }
    return s0 + s1 + (s2 + s3);
  }

  private static void add(int size, float a, float[] x, int from, float[] y, int to) {
    for (int i = 0; i < size; i++) {
      y[to + i] = Math.fma(a, x[from + i], y[to + i]);
    }
  }

  /**
   * Writes [rows, columns] as [columns, rows], where a row takes {@code line} or {@code stride}.
   */
  private static void transpose(
      int rows, int columns, int line, float[] from, int at, float[] to, int start, int stride) {
    int row = 0;
    for (; row + 4 <= rows; row += 4) {
      int source = at + row * line;
      int target = start + row;
      for (int column = 0; column < columns; column++) {
        to[target] = from[source + column];
        to[target + 1] = from[source + line + column];
        to[target + 2] = from[source + 2 * line + column];
        to[target + 3] = from[source + 3 * line + column];
        target += stride;
      }
    }
    for (; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        to[start + column * stride + row] = from[at + row * line + column];
      }
    }
  }

  /** Whole cache lines, which are whole vectors of any width. */
  private static int padded(int size) {
    return (size + Floats.LINE - 1) / Floats.LINE * Floats.LINE;
  }

  private float[] left(int size) {
    left = left.length < size ? new float[size] : left;
    return left;
  }

  private float[] right(int size) {
    right = right.length < size ? new float[size] : right;
    return right;
  }
}
