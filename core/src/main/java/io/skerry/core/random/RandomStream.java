package io.skerry.core.random;

/**
 * Draws under one key: xoshiro256++ (Blackman and Vigna 2019). A stream is confined to the thread
 * that opened it.
 *
 * <p>Not a {@link java.util.random.RandomGenerator}, whose default methods draw differently on
 * different Java versions: {@code nextGaussian} on 17 and on 25.
 */
public final class RandomStream {
  private long s0;
  private long s1;
  private long s2;
  private long s3;

  RandomStream(long s0, long s1, long s2, long s3) {
    this.s0 = s0;
    this.s1 = s1;
    this.s2 = s2;
    // The all-zero state is the generator's only fixed point.
    this.s3 = (s0 | s1 | s2 | s3) == 0 ? 1 : s3;
  }

  /** Uniform over all 2^64 values. */
  public long nextLong() {
    long result = Long.rotateLeft(s0 + s3, 23) + s0;
    long t = s1 << 17;
    s2 ^= s0;
    s3 ^= s1;
    s1 ^= s2;
    s0 ^= s3;
    s2 ^= t;
    s3 = Long.rotateLeft(s3, 45);
    return result;
  }

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
    // Fields are written back for the rare draws alone, which go on with more of the stream.
    long a = s0;
    long b = s1;
    long c = s2;
    long d = s3;
    for (int i = 0; i < size; i++) {
      long bits = Long.rotateLeft(a + d, 23) + a;
      long t = b << 17;
      c ^= a;
      d ^= b;
      b ^= c;
      a ^= d;
      c ^= t;
      d = Long.rotateLeft(d, 45);
      double x = Ziggurat.candidate(bits);
      if (!Ziggurat.accepts(bits, x)) {
        s0 = a;
        s1 = b;
        s2 = c;
        s3 = d;
        x = Ziggurat.rare(this, bits, x);
        a = s0;
        b = s1;
        c = s2;
        d = s3;
      }
      target[i] += (float) (deviation * x);
    }
    s0 = a;
    s1 = b;
    s2 = c;
    s3 = d;
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
