package io.skerry.core.random;

/**
 * Draws under one key. A stream is confined to the thread that opened it.
 *
 * <p>Not a {@link java.util.random.RandomGenerator}, whose default methods draw differently on
 * different Java versions: {@code nextGaussian} on 17 and on 25.
 */
public abstract class RandomStream {

  /** Uniform over all 2^64 values. */
  public abstract long nextLong();

  /** Uniform in [0, 1), a multiple of 2^-53. */
  public double nextDouble() {
    return (nextLong() >>> 11) * 0x1.0p-53;
  }

  /** Uniform in (0, 1], for logarithms. */
  public double nextPositiveDouble() {
    return ((nextLong() >>> 11) + 1) * 0x1.0p-53;
  }

  /** Standard normal. */
  public double nextGaussian() {
    return Ziggurat.draw(this);
  }

  /**
   * Adds {@code deviation} times a standard normal draw to each of {@code target[0..size)}: the
   * draws of {@link #nextGaussian}, one after the other.
   */
  public void addGaussians(float[] target, int size, double deviation) {
    for (int i = 0; i < size; i++) {
      target[i] += (float) (deviation * nextGaussian());
    }
  }

  /** Uniform in [0, bound), without bias. */
  public int nextInt(int bound) {
    return (int) nextLong(bound);
  }

  /** Uniform in [0, bound), without bias, by rejection of the uneven rest. */
  public long nextLong(long bound) {
    if (bound <= 0) {
      throw new IllegalArgumentException("bound must be positive, not " + bound);
    }
    long limit = Long.MAX_VALUE - (Long.MAX_VALUE % bound + 1) % bound;
    long draw;
    do {
      draw = nextLong() >>> 1;
    } while (draw > limit);
    return draw % bound;
  }

  /** A permutation of 0..size-1 (Fisher and Yates), written to {@code target[0..size)}. */
  public void permutation(int[] target, int size) {
    for (int i = 0; i < size; i++) {
      int j = nextInt(i + 1);
      target[i] = target[j];
      target[j] = i;
    }
  }
}
