package io.skerry.benchmarks;

import io.skerry.clients.kernels.Blas;
import io.skerry.clients.kernels.Floats;
import io.skerry.core.random.RandomKey;
import io.skerry.core.random.RandomStream;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The products of a dense layer in a step, [rows, in] by [out, in], and those of a convolution with
 * its patches, [filters, depth] by [depth, positions].
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
public class Products {

  /** Rows, inputs and outputs; or positions, depth and filters. */
  @Param({"10x60x10", "10x784x200", "10x200x200", "20x3136x512", "196x800x64"})
  public String shape = "";

  private int rows;
  private int in;
  private int out;
  private Floats x = Floats.allocate(0);
  private Floats w = Floats.allocate(0);
  private Floats y = Floats.allocate(0);

  /** Draws the matrices. */
  @Setup
  public void draw() {
    String[] sizes = shape.split("x", -1);
    rows = Integer.parseInt(sizes[0]);
    in = Integer.parseInt(sizes[1]);
    out = Integer.parseInt(sizes[2]);
    RandomStream stream = RandomKey.of(1).stream();
    x = values(stream, rows * in);
    w = values(stream, out * in);
    y = values(stream, rows * out);
  }

  /** Y += X W^T. */
  @Benchmark
  public Floats forward() {
    Blas.addProductWithTransposed(rows, in, out, x, w, y);
    return y;
  }

  /** X = Y W. */
  @Benchmark
  public Floats inputGradient() {
    Blas.product(rows, in, out, y, w, x);
    return x;
  }

  /** W += scale Y^T X. */
  @Benchmark
  public Floats step() {
    Blas.addTransposedProduct(rows, in, out, -1e-20f, y, x, w);
    return w;
  }

  /** Y += W X, with X [in, rows] and Y [out, rows]. */
  @Benchmark
  public Floats convolution() {
    Blas.addProduct(out, in, rows, w, 0, x, 0, y, 0);
    return y;
  }

  private static Floats values(RandomStream stream, int size) {
    Floats values = Floats.allocate(size);
    for (int i = 0; i < size; i++) {
      values.set(i, (float) (2e-3 * stream.nextDouble() - 1e-3));
    }
    return values;
  }
}
