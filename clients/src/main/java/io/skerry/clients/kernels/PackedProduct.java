package io.skerry.clients.kernels;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Products of few rows with one matrix, again and again, by the JDK's Vector API: Y += X M, with M
 * [in, out] packed once, on the heap, where lanes load fastest. An element of Y is one chain of
 * fused multiply-adds in ascending order of the inputs, so that its bits depend neither on the
 * width of a vector nor on the number of rows.
 */
public final class PackedProduct {
  private static final VectorSpecies<Float> SPECIES = Lanes.SPECIES;
  private static final int LANES = SPECIES.length();

  /** Columns of M that lie side by side; the number of columns is a multiple of it. */
  public static final int PANEL = 32;

  private PackedProduct() {}

  /** Where M's element [input, column] lies. */
  public static int index(int in, int input, int column) {
    return (column / PANEL * in + input) * PANEL + column % PANEL;
  }

  /** {@code size} rounded up to whole panels. */
  public static int padded(int size) {
    return (size + PANEL - 1) / PANEL * PANEL;
  }

  /**
   * Computes Y += X M.
   *
   * @param out columns of Y and M, a multiple of {@link #PANEL}
   * @param packed M, each element at {@link #index}
   * @param x [rows, strideX] from index {@code xAt}, of which the first {@code in} columns count
   * @param y [rows, out] from index {@code yAt}
   */
  public static void add(
      int rows,
      int in,
      int out,
      float[] x,
      int xAt,
      int strideX,
      float[] packed,
      float[] y,
      int yAt) {
    for (int column = 0; column < out; column += 2 * LANES) {
      int panel = index(in, 0, column);
      int row = 0;
      for (; row + 5 <= rows; row += 5) {
        fiveRows(
            in, x, xAt + row * strideX, strideX, packed, panel, y, yAt + row * out + column, out);
      }
      for (; row < rows; row++) {
        oneRow(in, x, xAt + row * strideX, packed, panel, y, yAt + row * out + column);
      }
    }
  }

  private static void fiveRows(
      int in,
      float[] x,
      int x0,
      int strideX,
      float[] packed,
      int panel,
      float[] y,
      int y0,
      int strideY) {
    int x1 = x0 + strideX;
    int x2 = x1 + strideX;
    int x3 = x2 + strideX;
    int x4 = x3 + strideX;
    int y1 = y0 + strideY;
    int y2 = y1 + strideY;
    int y3 = y2 + strideY;
    int y4 = y3 + strideY;
    FloatVector a0 = FloatVector.fromArray(SPECIES, y, y0);
    FloatVector b0 = FloatVector.fromArray(SPECIES, y, y0 + LANES);
    FloatVector a1 = FloatVector.fromArray(SPECIES, y, y1);
    FloatVector b1 = FloatVector.fromArray(SPECIES, y, y1 + LANES);
    FloatVector a2 = FloatVector.fromArray(SPECIES, y, y2);
    FloatVector b2 = FloatVector.fromArray(SPECIES, y, y2 + LANES);
    FloatVector a3 = FloatVector.fromArray(SPECIES, y, y3);
    FloatVector b3 = FloatVector.fromArray(SPECIES, y, y3 + LANES);
    FloatVector a4 = FloatVector.fromArray(SPECIES, y, y4);
    FloatVector b4 = FloatVector.fromArray(SPECIES, y, y4 + LANES);
    for (int k = 0; k < in; k++) {
      FloatVector a = FloatVector.fromArray(SPECIES, packed, panel + k * PANEL);
      FloatVector b = FloatVector.fromArray(SPECIES, packed, panel + k * PANEL + LANES);
      FloatVector value = FloatVector.broadcast(SPECIES, x[x0 + k]);
      a0 = value.fma(a, a0);
      b0 = value.fma(b, b0);
      value = FloatVector.broadcast(SPECIES, x[x1 + k]);
      a1 = value.fma(a, a1);
      b1 = value.fma(b, b1);
      value = FloatVector.broadcast(SPECIES, x[x2 + k]);
      a2 = value.fma(a, a2);
      b2 = value.fma(b, b2);
      value = FloatVector.broadcast(SPECIES, x[x3 + k]);
      a3 = value.fma(a, a3);
      b3 = value.fma(b, b3);
      value = FloatVector.broadcast(SPECIES, x[x4 + k]);
      a4 = value.fma(a, a4);
      b4 = value.fma(b, b4);
    }
    a0.intoArray(y, y0);
    b0.intoArray(y, y0 + LANES);
    a1.intoArray(y, y1);
    b1.intoArray(y, y1 + LANES);
    a2.intoArray(y, y2);
    b2.intoArray(y, y2 + LANES);
    a3.intoArray(y, y3);
    b3.intoArray(y, y3 + LANES);
    a4.intoArray(y, y4);
    b4.intoArray(y, y4 + LANES);
  }

  private static void oneRow(
      int in, float[] x, int xAt, float[] packed, int panel, float[] y, int yAt) {
    FloatVector a = FloatVector.fromArray(SPECIES, y, yAt);
    FloatVector b = FloatVector.fromArray(SPECIES, y, yAt + LANES);
    for (int k = 0; k < in; k++) {
      FloatVector value = FloatVector.broadcast(SPECIES, x[xAt + k]);
      a = value.fma(FloatVector.fromArray(SPECIES, packed, panel + k * PANEL), a);
      b = value.fma(FloatVector.fromArray(SPECIES, packed, panel + k * PANEL + LANES), b);
    }
    a.intoArray(y, yAt);
    b.intoArray(y, yAt + LANES);
  }
}
