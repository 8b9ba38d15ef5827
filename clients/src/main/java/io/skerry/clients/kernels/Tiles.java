package io.skerry.clients.kernels;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Tiles of a product C += A B that lie in registers while the inner index k runs, by the JDK's
 * Vector API. Each element is one chain of fused multiply-adds in ascending order of k, from zero
 * on, that is then added to C: its bits depend neither on the width of a vector nor on the tile.
 *
 * <p>A tile loads all of its elements of C before it stores any: rows after the {@code last} repeat
 * it, and its vectors may overlap, for a repeated element is the same element twice.
 *
 * <p>Arguments: A's element (i, k) is {@code a[at + i * row + k]}, B's row k starts at {@code b[b0
 * + k * line]}, C's row i at {@code c[c0 + i * stride]}.
 *
 * <p>The compiler keeps vectors in registers only where it inlines all that touches them. A method
 * with more vectors, or with methods of our own around the API's, passes the limits of that.
 */
final class Tiles {
  private static final VectorSpecies<Float> SPECIES = Lanes.SPECIES;
  static final int LANES = SPECIES.length();

  /** Rows of the wide tile, of three vectors each. */
  static final int WIDE_ROWS = 6;

  /** Rows of the narrow tile, of one vector each. */
  static final int NARROW_ROWS = 16;

  /** Depth of the tall tile: a batch's usual size. */
  static final int TALL_DEPTH = 10;

  private Tiles() {}

  /**
   * Six rows of three vectors, the second and third {@code b1} and {@code b2} columns after the
   * first.
   */
  static void wide(
      int depth,
      float[] a,
      int at,
      int row,
      int last,
      float[] b,
      int b0,
      int line,
      int b1,
      int b2,
      float[] c,
      int c0,
      int stride) {
    int a0 = at;
    int a1 = at + Math.min(1, last) * row;
    int a2 = at + Math.min(2, last) * row;
    int a3 = at + Math.min(3, last) * row;
    int a4 = at + Math.min(4, last) * row;
    int a5 = at + Math.min(5, last) * row;
    int c1 = c0 + Math.min(1, last) * stride;
    int c2 = c0 + Math.min(2, last) * stride;
    int c3 = c0 + Math.min(3, last) * stride;
    int c4 = c0 + Math.min(4, last) * stride;
    int c5 = c0 + Math.min(5, last) * stride;
    FloatVector p0 = FloatVector.zero(SPECIES);
    FloatVector q0 = FloatVector.zero(SPECIES);
    FloatVector r0 = FloatVector.zero(SPECIES);
    FloatVector p1 = FloatVector.zero(SPECIES);
    FloatVector q1 = FloatVector.zero(SPECIES);
    FloatVector r1 = FloatVector.zero(SPECIES);
    FloatVector p2 = FloatVector.zero(SPECIES);
    FloatVector q2 = FloatVector.zero(SPECIES);
    FloatVector r2 = FloatVector.zero(SPECIES);
    FloatVector p3 = FloatVector.zero(SPECIES);
    FloatVector q3 = FloatVector.zero(SPECIES);
    FloatVector r3 = FloatVector.zero(SPECIES);
    FloatVector p4 = FloatVector.zero(SPECIES);
    FloatVector q4 = FloatVector.zero(SPECIES);
    FloatVector r4 = FloatVector.zero(SPECIES);
    FloatVector p5 = FloatVector.zero(SPECIES);
    FloatVector q5 = FloatVector.zero(SPECIES);
    FloatVector r5 = FloatVector.zero(SPECIES);
    for (int k = 0; k < depth; k++) {
      FloatVector x = FloatVector.fromArray(SPECIES, b, b0 + k * line);
      FloatVector y = FloatVector.fromArray(SPECIES, b, b0 + k * line + b1);
      FloatVector z = FloatVector.fromArray(SPECIES, b, b0 + k * line + b2);
      FloatVector value = FloatVector.broadcast(SPECIES, a[a0 + k]);
      p0 = value.fma(x, p0);
      q0 = value.fma(y, q0);
      r0 = value.fma(z, r0);
      value = FloatVector.broadcast(SPECIES, a[a1 + k]);
      p1 = value.fma(x, p1);
      q1 = value.fma(y, q1);
      r1 = value.fma(z, r1);
      value = FloatVector.broadcast(SPECIES, a[a2 + k]);
      p2 = value.fma(x, p2);
      q2 = value.fma(y, q2);
      r2 = value.fma(z, r2);
      value = FloatVector.broadcast(SPECIES, a[a3 + k]);
      p3 = value.fma(x, p3);
      q3 = value.fma(y, q3);
      r3 = value.fma(z, r3);
      value = FloatVector.broadcast(SPECIES, a[a4 + k]);
      p4 = value.fma(x, p4);
      q4 = value.fma(y, q4);
      r4 = value.fma(z, r4);
      value = FloatVector.broadcast(SPECIES, a[a5 + k]);
      p5 = value.fma(x, p5);
      q5 = value.fma(y, q5);
      r5 = value.fma(z, r5);
    }
    p0 = p0.add(FloatVector.fromArray(SPECIES, c, c0));
    q0 = q0.add(FloatVector.fromArray(SPECIES, c, c0 + b1));
    r0 = r0.add(FloatVector.fromArray(SPECIES, c, c0 + b2));
    p1 = p1.add(FloatVector.fromArray(SPECIES, c, c1));
    q1 = q1.add(FloatVector.fromArray(SPECIES, c, c1 + b1));
    r1 = r1.add(FloatVector.fromArray(SPECIES, c, c1 + b2));
    p2 = p2.add(FloatVector.fromArray(SPECIES, c, c2));
    q2 = q2.add(FloatVector.fromArray(SPECIES, c, c2 + b1));
    r2 = r2.add(FloatVector.fromArray(SPECIES, c, c2 + b2));
    p3 = p3.add(FloatVector.fromArray(SPECIES, c, c3));
    q3 = q3.add(FloatVector.fromArray(SPECIES, c, c3 + b1));
    r3 = r3.add(FloatVector.fromArray(SPECIES, c, c3 + b2));
    p4 = p4.add(FloatVector.fromArray(SPECIES, c, c4));
    q4 = q4.add(FloatVector.fromArray(SPECIES, c, c4 + b1));
    r4 = r4.add(FloatVector.fromArray(SPECIES, c, c4 + b2));
    p5 = p5.add(FloatVector.fromArray(SPECIES, c, c5));
    q5 = q5.add(FloatVector.fromArray(SPECIES, c, c5 + b1));
    r5 = r5.add(FloatVector.fromArray(SPECIES, c, c5 + b2));
    p0.intoArray(c, c0);
    q0.intoArray(c, c0 + b1);
    r0.intoArray(c, c0 + b2);
    p1.intoArray(c, c1);
    q1.intoArray(c, c1 + b1);
    r1.intoArray(c, c1 + b2);
    p2.intoArray(c, c2);
    q2.intoArray(c, c2 + b1);
    r2.intoArray(c, c2 + b2);
    p3.intoArray(c, c3);
    q3.intoArray(c, c3 + b1);
    r3.intoArray(c, c3 + b2);
    p4.intoArray(c, c4);
    q4.intoArray(c, c4 + b1);
    r4.intoArray(c, c4 + b2);
    p5.intoArray(c, c5);
    q5.intoArray(c, c5 + b1);
    r5.intoArray(c, c5 + b2);
  }

  /** Sixteen rows of one vector. */
  static void narrow(
      int depth,
      float[] a,
      int at,
      int row,
      int last,
      float[] b,
      int b0,
      int line,
      float[] c,
      int c0,
      int stride) {
    int a0 = at;
    int a1 = at + Math.min(1, last) * row;
    int a2 = at + Math.min(2, last) * row;
    int a3 = at + Math.min(3, last) * row;
    int a4 = at + Math.min(4, last) * row;
    int a5 = at + Math.min(5, last) * row;
    int a6 = at + Math.min(6, last) * row;
    int a7 = at + Math.min(7, last) * row;
    int a8 = at + Math.min(8, last) * row;
    int a9 = at + Math.min(9, last) * row;
    int a10 = at + Math.min(10, last) * row;
    int a11 = at + Math.min(11, last) * row;
    int a12 = at + Math.min(12, last) * row;
    int a13 = at + Math.min(13, last) * row;
    int a14 = at + Math.min(14, last) * row;
    int a15 = at + Math.min(15, last) * row;
    int c1 = c0 + Math.min(1, last) * stride;
    int c2 = c0 + Math.min(2, last) * stride;
    int c3 = c0 + Math.min(3, last) * stride;
    int c4 = c0 + Math.min(4, last) * stride;
    int c5 = c0 + Math.min(5, last) * stride;
    int c6 = c0 + Math.min(6, last) * stride;
    int c7 = c0 + Math.min(7, last) * stride;
    int c8 = c0 + Math.min(8, last) * stride;
    int c9 = c0 + Math.min(9, last) * stride;
    int c10 = c0 + Math.min(10, last) * stride;
    int c11 = c0 + Math.min(11, last) * stride;
    int c12 = c0 + Math.min(12, last) * stride;
    int c13 = c0 + Math.min(13, last) * stride;
    int c14 = c0 + Math.min(14, last) * stride;
    int c15 = c0 + Math.min(15, last) * stride;
    FloatVector p0 = FloatVector.zero(SPECIES);
    FloatVector p1 = FloatVector.zero(SPECIES);
    FloatVector p2 = FloatVector.zero(SPECIES);
    FloatVector p3 = FloatVector.zero(SPECIES);
    FloatVector p4 = FloatVector.zero(SPECIES);
    FloatVector p5 = FloatVector.zero(SPECIES);
    FloatVector p6 = FloatVector.zero(SPECIES);
    FloatVector p7 = FloatVector.zero(SPECIES);
    FloatVector p8 = FloatVector.zero(SPECIES);
    FloatVector p9 = FloatVector.zero(SPECIES);
    FloatVector p10 = FloatVector.zero(SPECIES);
    FloatVector p11 = FloatVector.zero(SPECIES);
    FloatVector p12 = FloatVector.zero(SPECIES);
    FloatVector p13 = FloatVector.zero(SPECIES);
    FloatVector p14 = FloatVector.zero(SPECIES);
    FloatVector p15 = FloatVector.zero(SPECIES);
    for (int k = 0; k < depth; k++) {
      FloatVector x = FloatVector.fromArray(SPECIES, b, b0 + k * line);
      FloatVector value = FloatVector.broadcast(SPECIES, a[a0 + k]);
      p0 = value.fma(x, p0);
      value = FloatVector.broadcast(SPECIES, a[a1 + k]);
      p1 = value.fma(x, p1);
      value = FloatVector.broadcast(SPECIES, a[a2 + k]);
      p2 = value.fma(x, p2);
      value = FloatVector.broadcast(SPECIES, a[a3 + k]);
      p3 = value.fma(x, p3);
      value = FloatVector.broadcast(SPECIES, a[a4 + k]);
      p4 = value.fma(x, p4);
      value = FloatVector.broadcast(SPECIES, a[a5 + k]);
      p5 = value.fma(x, p5);
      value = FloatVector.broadcast(SPECIES, a[a6 + k]);
      p6 = value.fma(x, p6);
      value = FloatVector.broadcast(SPECIES, a[a7 + k]);
      p7 = value.fma(x, p7);
      value = FloatVector.broadcast(SPECIES, a[a8 + k]);
      p8 = value.fma(x, p8);
      value = FloatVector.broadcast(SPECIES, a[a9 + k]);
      p9 = value.fma(x, p9);
      value = FloatVector.broadcast(SPECIES, a[a10 + k]);
      p10 = value.fma(x, p10);
      value = FloatVector.broadcast(SPECIES, a[a11 + k]);
      p11 = value.fma(x, p11);
      value = FloatVector.broadcast(SPECIES, a[a12 + k]);
      p12 = value.fma(x, p12);
      value = FloatVector.broadcast(SPECIES, a[a13 + k]);
      p13 = value.fma(x, p13);
      value = FloatVector.broadcast(SPECIES, a[a14 + k]);
      p14 = value.fma(x, p14);
      value = FloatVector.broadcast(SPECIES, a[a15 + k]);
      p15 = value.fma(x, p15);
    }
    p0 = p0.add(FloatVector.fromArray(SPECIES, c, c0));
    p1 = p1.add(FloatVector.fromArray(SPECIES, c, c1));
    p2 = p2.add(FloatVector.fromArray(SPECIES, c, c2));
    p3 = p3.add(FloatVector.fromArray(SPECIES, c, c3));
    p4 = p4.add(FloatVector.fromArray(SPECIES, c, c4));
    p5 = p5.add(FloatVector.fromArray(SPECIES, c, c5));
    p6 = p6.add(FloatVector.fromArray(SPECIES, c, c6));
    p7 = p7.add(FloatVector.fromArray(SPECIES, c, c7));
    p8 = p8.add(FloatVector.fromArray(SPECIES, c, c8));
    p9 = p9.add(FloatVector.fromArray(SPECIES, c, c9));
    p10 = p10.add(FloatVector.fromArray(SPECIES, c, c10));
    p11 = p11.add(FloatVector.fromArray(SPECIES, c, c11));
    p12 = p12.add(FloatVector.fromArray(SPECIES, c, c12));
    p13 = p13.add(FloatVector.fromArray(SPECIES, c, c13));
    p14 = p14.add(FloatVector.fromArray(SPECIES, c, c14));
    p15 = p15.add(FloatVector.fromArray(SPECIES, c, c15));
    p0.intoArray(c, c0);
    p1.intoArray(c, c1);
    p2.intoArray(c, c2);
    p3.intoArray(c, c3);
    p4.intoArray(c, c4);
    p5.intoArray(c, c5);
    p6.intoArray(c, c6);
    p7.intoArray(c, c7);
    p8.intoArray(c, c8);
    p9.intoArray(c, c9);
    p10.intoArray(c, c10);
    p11.intoArray(c, c11);
    p12.intoArray(c, c12);
    p13.intoArray(c, c13);
    p14.intoArray(c, c14);
    p15.intoArray(c, c15);
  }

  /**
   * Any number of rows of two vectors, the second {@code b1} columns after the first, ten deep: B
   * lies in registers while the rows pass.
   */
  static void tall(
      int rows,
      float[] a,
      int at,
      int row,
      float[] b,
      int b0,
      int line,
      int b1,
      float[] c,
      int c0,
      int stride) {
    FloatVector x0 = FloatVector.fromArray(SPECIES, b, b0);
    FloatVector y0 = FloatVector.fromArray(SPECIES, b, b0 + b1);
    FloatVector x1 = FloatVector.fromArray(SPECIES, b, b0 + line);
    FloatVector y1 = FloatVector.fromArray(SPECIES, b, b0 + b1 + line);
    FloatVector x2 = FloatVector.fromArray(SPECIES, b, b0 + 2 * line);
    FloatVector y2 = FloatVector.fromArray(SPECIES, b, b0 + b1 + 2 * line);
    FloatVector x3 = FloatVector.fromArray(SPECIES, b, b0 + 3 * line);
    FloatVector y3 = FloatVector.fromArray(SPECIES, b, b0 + b1 + 3 * line);
    FloatVector x4 = FloatVector.fromArray(SPECIES, b, b0 + 4 * line);
    FloatVector y4 = FloatVector.fromArray(SPECIES, b, b0 + b1 + 4 * line);
    FloatVector x5 = FloatVector.fromArray(SPECIES, b, b0 + 5 * line);
    FloatVector y5 = FloatVector.fromArray(SPECIES, b, b0 + b1 + 5 * line);
    FloatVector x6 = FloatVector.fromArray(SPECIES, b, b0 + 6 * line);
    FloatVector y6 = FloatVector.fromArray(SPECIES, b, b0 + b1 + 6 * line);
    FloatVector x7 = FloatVector.fromArray(SPECIES, b, b0 + 7 * line);
    FloatVector y7 = FloatVector.fromArray(SPECIES, b, b0 + b1 + 7 * line);
    FloatVector x8 = FloatVector.fromArray(SPECIES, b, b0 + 8 * line);
    FloatVector y8 = FloatVector.fromArray(SPECIES, b, b0 + b1 + 8 * line);
    FloatVector x9 = FloatVector.fromArray(SPECIES, b, b0 + 9 * line);
    FloatVector y9 = FloatVector.fromArray(SPECIES, b, b0 + b1 + 9 * line);
    for (int i = 0; i < rows; i++) {
      int to = c0 + i * stride;
      int from = at + i * row;
      FloatVector p = FloatVector.zero(SPECIES);
      FloatVector q = FloatVector.zero(SPECIES);
      FloatVector value = FloatVector.broadcast(SPECIES, a[from]);
      p = value.fma(x0, p);
      q = value.fma(y0, q);
      value = FloatVector.broadcast(SPECIES, a[from + 1]);
      p = value.fma(x1, p);
      q = value.fma(y1, q);
      value = FloatVector.broadcast(SPECIES, a[from + 2]);
      p = value.fma(x2, p);
      q = value.fma(y2, q);
      value = FloatVector.broadcast(SPECIES, a[from + 3]);
      p = value.fma(x3, p);
      q = value.fma(y3, q);
      value = FloatVector.broadcast(SPECIES, a[from + 4]);
      p = value.fma(x4, p);
      q = value.fma(y4, q);
      value = FloatVector.broadcast(SPECIES, a[from + 5]);
      p = value.fma(x5, p);
      q = value.fma(y5, q);
      value = FloatVector.broadcast(SPECIES, a[from + 6]);
      p = value.fma(x6, p);
      q = value.fma(y6, q);
      value = FloatVector.broadcast(SPECIES, a[from + 7]);
      p = value.fma(x7, p);
      q = value.fma(y7, q);
      value = FloatVector.broadcast(SPECIES, a[from + 8]);
      p = value.fma(x8, p);
      q = value.fma(y8, q);
      value = FloatVector.broadcast(SPECIES, a[from + 9]);
      p = value.fma(x9, p);
      q = value.fma(y9, q);
      p = p.add(FloatVector.fromArray(SPECIES, c, to));
      q = q.add(FloatVector.fromArray(SPECIES, c, to + b1));
      p.intoArray(c, to);
      q.intoArray(c, to + b1);
    }
  }
}
