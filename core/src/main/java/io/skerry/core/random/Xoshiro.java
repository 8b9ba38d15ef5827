package io.skerry.core.random;

/** xoshiro256++ (Blackman and Vigna 2019): its draws give its state away. */
final class Xoshiro extends RandomStream {
  private long s0;
  private long s1;
  private long s2;
  private long s3;

  Xoshiro(long s0, long s1, long s2, long s3) {
    this.s0 = s0;
    this.s1 = s1;
    this.s2 = s2;
    // The all-zero state is the generator's only fixed point.
    this.s3 = (s0 | s1 | s2 | s3) == 0 ? 1 : s3;
  }

  @Override
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

  @Override
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
}
