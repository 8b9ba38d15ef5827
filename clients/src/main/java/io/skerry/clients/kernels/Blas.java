package io.skerry.clients.kernels;

import java.util.List;
import java.util.Locale;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.openblas.global.openblas_nolapack;

/**
 * Dense algebra on one thread. Matrices are row-major. A result's bits depend on shapes and values
 * only, given {@link #name()}.
 */
public final class Blas {
  /** The core types whose kernels OpenBLAS carries for x86-64, by the names of their tables. */
  private static final List<String> CORES =
      List.of(
          "Prescott",
          "Core2",
          "Nehalem",
          "Barcelona",
          "Sandybridge",
          "Bulldozer",
          "Piledriver",
          "Steamroller",
          "Excavator",
          "Haswell",
          "Zen",
          "SkylakeX",
          "Cooperlake");

  private static final int ROWS = openblas_nolapack.CblasRowMajor;
  private static final int PLAIN = openblas_nolapack.CblasNoTrans;
  private static final int TRANSPOSED = openblas_nolapack.CblasTrans;

  /** OpenBLAS's own variable: the binding's getter returns what was last set through it. */
  private static final IntPointer THREADS;

  private static final String NAME;

  static {
    Loader.load(openblas_nolapack.class);
    THREADS = new IntPointer(symbol("blas_cpu_number"));
    NAME =
        openblas_nolapack.OPENBLAS_VERSION.trim().toLowerCase(Locale.ROOT).replace(' ', '-')
            + "-"
            + core();
  }

  private Blas() {}

  /**
   * Sets the threads to one. Every piece of work passes here before it computes, because other
   * native start-ups in the process set them to the number of cores.
   */
  public static void start() {
    if (threads() != 1) {
      openblas_nolapack.blas_set_num_threads(1);
    }
    if (threads() != 1) {
      throw new IllegalStateException("OpenBLAS runs " + threads() + " threads, expected 1");
    }
  }

  /** How many threads OpenBLAS would use for one product. */
  public static int threads() {
    return THREADS.get(0);
  }

  /** Library, version and the core type whose kernels it picked, as "openblas-0.3.19-SkylakeX". */
  public static String name() {
    return NAME;
  }

  /** Y += X W^T, with X [rows, in], W [out, in] and Y [rows, out]. */
  public static void addProductWithTransposed(
      int rows, int in, int out, Floats x, Floats w, Floats y) {
    gemm(PLAIN, TRANSPOSED, rows, out, in, 1, x.address(), in, w.address(), in, 1, y.address());
  }

  /** X = Y W, with Y [rows, out], W [out, in] and X [rows, in]. */
  public static void product(int rows, int in, int out, Floats y, Floats w, Floats x) {
    gemm(PLAIN, PLAIN, rows, in, out, 1, y.address(), out, w.address(), in, 0, x.address());
  }

  /** W += scale Y^T X, with Y [rows, out], X [rows, in] and W [out, in]. */
  public static void addTransposedProduct(
      int rows, int in, int out, float scale, Floats y, Floats x, Floats w) {
    gemm(
        TRANSPOSED, PLAIN, out, in, rows, scale, y.address(), out, x.address(), in, 1, w.address());
  }

  /** Y += W X, with W [m, k], X [k, n] at index 0 and Y [m, n] at index {@code at}. */
  public static void addProduct(int m, int k, int n, Floats w, Floats x, Floats y, int at) {
    gemm(PLAIN, PLAIN, m, n, k, 1, w.address(), k, x.address(), n, 1, y.address(at));
  }

  /** X = W^T Y, with W [m, k], Y [m, n] at index {@code at} and X [k, n]. */
  public static void transposedProduct(int m, int k, int n, Floats w, Floats y, int at, Floats x) {
    gemm(TRANSPOSED, PLAIN, k, n, m, 1, w.address(), k, y.address(at), n, 0, x.address());
  }

  /** W += scale Y X^T, with Y [m, n] at index {@code at}, X [k, n] and W [m, k]. */
  public static void addProductWithTransposed(
      int m, int k, int n, float scale, Floats y, int at, Floats x, Floats w) {
    gemm(PLAIN, TRANSPOSED, m, k, n, scale, y.address(at), n, x.address(), n, 1, w.address());
  }

  /** y += x, over {@code size} values from index {@code at} of x and {@code to} of y. */
  public static void add(int size, Floats x, int at, Floats y, int to) {
    openblas_nolapack.cblas_saxpy(size, 1, x.address(at), 1, y.address(to), 1);
  }

  /** y += a x, over all values of y. x may be y. */
  public static void add(float a, Floats x, Floats y) {
    openblas_nolapack.cblas_saxpy(y.size(), a, x.address(), 1, y.address(), 1);
  }

  /** y = b y, over all values. */
  public static void scale(float b, Floats y) {
    openblas_nolapack.cblas_sscal(y.size(), b, y.address(), 1);
  }

  /** y = b y, over {@code size} values from index {@code at} on. */
  public static void scale(float b, Floats y, int at, int size) {
    openblas_nolapack.cblas_sscal(size, b, y.address(at), 1);
  }

  /**
   * The inner product of {@code size} values of x from index {@code from} on with as many from
   * {@code to} on, in double precision.
   */
  public static double product(Floats x, int from, int to, int size) {
    double sum = 0;
    for (int i = 0; i < size; i++) {
      sum += (double) x.get(from + i) * x.get(to + i);
    }
    return sum;
  }

  /**
   * The sum of the squares of {@code size} values from index {@code at} on, in double precision.
   */
  public static double squaredNorm(Floats x, int at, int size) {
    return openblas_nolapack.cblas_dsdot(size, x.address(at), 1, x.address(at), 1);
  }

  /** The sum of the squares of all values, in double precision. */
  public static double squaredNorm(Floats x) {
    return openblas_nolapack.cblas_dsdot(x.size(), x.address(), 1, x.address(), 1);
  }

  /**
   * C [m, n] = alpha op(A) op(B) + beta C, with op(A) [m, k] and rows of A and B strideA, strideB.
   */
  private static void gemm(
      int opA,
      int opB,
      int m,
      int n,
      int k,
      float alpha,
      FloatPointer a,
      int strideA,
      FloatPointer b,
      int strideB,
      float beta,
      FloatPointer c) {
    openblas_nolapack.cblas_sgemm(
        ROWS, opA, opB, m, n, k, alpha, a, strideA, b, strideB, beta, c, n);
  }

  /** OpenBLAS exports a table of kernels per core type, and a pointer to the one in use. */
  private static String core() {
    long inUse = new LongPointer(symbol("gotoblas")).get(0);
    for (String core : CORES) {
      Pointer table = Loader.addressof("gotoblas_" + core.toUpperCase(Locale.ROOT));
      if (table != null && table.address() == inUse) {
        return core;
      }
    }
    throw new IllegalStateException("OpenBLAS uses kernels for an unknown core type");
  }

  private static Pointer symbol(String name) {
    Pointer address = Loader.addressof(name);
    if (address == null) {
      throw new IllegalStateException("the BLAS loaded is not OpenBLAS: it lacks " + name);
    }
    return address;
  }
}
