package io.skerry.clients.kernels;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Y += X W^T for few rows of X, by the JDK's Vector API. OpenBLAS packs all of W before it
 * multiplies, which pays off over many rows only; here each two rows of W are copied to the heap,
 * where vector accesses need no barriers, and meet all rows of X while they are in cache.
 *
 * <p>The width of a vector is fixed. A product's element is the sum of {@link #LANES} partial sums,
 * lane l taking the indices equal to l modulo {@code LANES} in ascending order by fused
 * multiply-adds; the lanes are added by halves. One instance is for one thread.
 */
final class SkinnyProduct {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_256;

  /** Values of a vector. */
  static final int LANES = 8;

  /** Rows of X that meet two rows of W in registers. */
  private static final int BLOCK = 5;

  private float[] x = new float[0];
  private float[] w = new float[0];
  private final float[] sums = new float[2 * BLOCK * LANES];

  /** Whether this machine has vectors of the fixed width. */
  static boolean supported() {
    return FloatVector.SPECIES_PREFERRED.length() >= LANES;
  }

  /** Y += X W^T, with X [rows, in], W [out, in] and Y [rows, out]. */
  void add(int rows, int in, int out, Floats xs, Floats ws, Floats ys) {
    int stride = (in + LANES - 1) / LANES * LANES;
    int padded = (rows + BLOCK - 1) / BLOCK * BLOCK;
    if (x.length < padded * stride) {
      x = new float[padded * stride];
    }
    if (w.length < 2 * stride) {
      w = new float[2 * stride];
    }
    for (int row = 0; row < rows; row++) {
      copy(xs, row * in, in, x, row * stride, stride);
    }
    for (int column = 0; column < out; column += 2) {
      int columns = Math.min(2, out - column);
      for (int c = 0; c < columns; c++) {
        copy(ws, (column + c) * in, in, w, c * stride, stride);
      }
      for (int row = 0; row < rows; row += BLOCK) {
        multiply(row * stride, stride);
        int used = Math.min(BLOCK, rows - row);
        for (int r = 0; r < used; r++) {
          for (int c = 0; c < columns; c++) {
            int at = (row + r) * out + column + c;
            ys.set(at, ys.get(at) + sumOfLanes((2 * r + c) * LANES));
          }
        }
      }
    }
  }

  /** Zeros behind a row let every vector be whole. */
  private static void copy(Floats source, int from, int size, float[] target, int at, int stride) {
    source.read(from, target, at, size);
    Arrays.fill(target, at + size, at + stride, 0);
  }

  /** The lanes' sums for five rows of x from index {@code at} and the two rows of w. */
  private void multiply(int at, int stride) {
    float[] left = x;
    float[] right = w;
    FloatVector a0 = FloatVector.zero(SPECIES);
    FloatVector a1 = a0;
    FloatVector a2 = a0;
    FloatVector a3 = a0;
    FloatVector a4 = a0;
    FloatVector b0 = a0;
    FloatVector b1 = a0;
    FloatVector b2 = a0;
    FloatVector b3 = a0;
    FloatVector b4 = a0;
    for (int i = 0; i < stride; i += LANES) {
      FloatVector a = FloatVector.fromArray(SPECIES, right, i);
      FloatVector b = FloatVector.fromArray(SPECIES, right, stride + i);
      FloatVector row = FloatVector.fromArray(SPECIES, left, at + i);
      a0 = row.fma(a, a0);
      b0 = row.fma(b, b0);
      row = FloatVector.fromArray(SPECIES, left, at + stride + i);
      a1 = row.fma(a, a1);
      b1 = row.fma(b, b1);
      row = FloatVector.fromArray(SPECIES, left, at + 2 * stride + i);
      a2 = row.fma(a, a2);
      b2 = row.fma(b, b2);
      row = FloatVector.fromArray(SPECIES, left, at + 3 * stride + i);
      a3 = row.fma(a, a3);
      b3 = row.fma(b, b3);
      row = FloatVector.fromArray(SPECIES, left, at + 4 * stride + i);
      a4 = row.fma(a, a4);
      b4 = row.fma(b, b4);
    }
    a0.intoArray(sums, 0);
    b0.intoArray(sums, LANES);
    a1.intoArray(sums, 2 * LANES);
    b1.intoArray(sums, 3 * LANES);
    a2.intoArray(sums, 4 * LANES);
    b2.intoArray(sums, 5 * LANES);
    a3.intoArray(sums, 6 * LANES);
    b3.intoArray(sums, 7 * LANES);
    a4.intoArray(sums, 8 * LANES);
    b4.intoArray(sums, 9 * LANES);
  }

  private float sumOfLanes(int at) {
    float s0 = sums[at] + sums[at + 4];
    float s1 = sums[at + 1] + sums[at + 5];
    float s2 = sums[at + 2] + sums[at + 6];
    float s3 = sums[at + 3] + sums[at + 7];
    return (s0 + s2) + (s1 + s3);
  }
}
