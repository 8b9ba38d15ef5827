package io.skerry.partitioners.generated;

/** MT19937 (Matsumoto and Nishimura 1998), with the two seedings that published streams use. */
final class MersenneTwister {
  private static final int SIZE = 624;
  private static final int SHIFT = 397;

  private final int[] state = new int[SIZE];
  private int used = SIZE;

  private MersenneTwister() {}

  /** The reference seeding by one unsigned 32-bit number, {@code init_genrand}. */
  static MersenneTwister ofNumber(int seed) {
    MersenneTwister twister = new MersenneTwister();
    twister.seed(seed);
    return twister;
  }

  /** The reference seeding by unsigned 32-bit words, {@code init_by_array}. */
  static MersenneTwister ofWords(int[] words) {
    MersenneTwister twister = new MersenneTwister();
    twister.seed(19650218);
    int[] s = twister.state;
    int i = 1;
    for (int k = 0; k < Math.max(SIZE, words.length); k++) {
      int j = k % words.length;
      s[i] = (s[i] ^ (s[i - 1] ^ (s[i - 1] >>> 30)) * 1664525) + words[j] + j;
      i = twister.following(i);
    }
    for (int k = 0; k < SIZE - 1; k++) {
      s[i] = (s[i] ^ (s[i - 1] ^ (s[i - 1] >>> 30)) * 1566083941) - i;
      i = twister.following(i);
    }
    s[0] = 0x80000000;
    return twister;
  }

  /** The next {@code bits} bits, 1 to 31, as a number. */
  int next(int bits) {
    return next() >>> (32 - bits);
  }

  /** Uniform in [0, 1) with 53 bits of two draws, {@code genrand_res53}. */
  double nextDouble() {
    int high = next() >>> 5;
    int low = next() >>> 6;
    return (high * 0x1.0p26 + low) * 0x1.0p-53;
  }

  private int next() {
    if (used == SIZE) {
      twist();
    }
    int y = state[used++];
    y ^= y >>> 11;
    y ^= (y << 7) & 0x9d2c5680;
    y ^= (y << 15) & 0xefc60000;
    return y ^ (y >>> 18);
  }

  private void seed(int seed) {
    state[0] = seed;
    for (int i = 1; i < SIZE; i++) {
      state[i] = 1812433253 * (state[i - 1] ^ (state[i - 1] >>> 30)) + i;
    }
  }

  /** The index after {@code i}; past the end the last word becomes the first. */
  private int following(int i) {
    if (i + 1 < SIZE) {
      return i + 1;
    }
    state[0] = state[SIZE - 1];
    return 1;
  }

  private void twist() {
    for (int i = 0; i < SIZE; i++) {
      int y = (state[i] & 0x80000000) | (state[(i + 1) % SIZE] & 0x7fffffff);
      int mixed = (y & 1) == 0 ? y >>> 1 : (y >>> 1) ^ 0x9908b0df;
      state[i] = state[(i + SHIFT) % SIZE] ^ mixed;
    }
    used = 0;
  }
}
