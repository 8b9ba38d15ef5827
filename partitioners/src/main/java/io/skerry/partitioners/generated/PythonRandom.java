package io.skerry.partitioners.generated;

import java.util.HashSet;
import java.util.Set;

/** The draws of Python 3's {@code random.Random}. */
public final class PythonRandom {
  private final MersenneTwister twister;

  /** The stream of {@code random.Random(seed)}; the seed must not be negative. */
  public PythonRandom(long seed) {
    int low = (int) seed;
    int high = (int) (seed >>> 32);
    this.twister = MersenneTwister.ofWords(high == 0 ? new int[] {low} : new int[] {low, high});
  }

  /** {@code sample(range(size), count)}. */
  public int[] sample(int size, int count) {
    return size <= poolLimit(count) ? sampleFromPool(size, count) : sampleBySet(size, count);
  }

  /** {@code shuffle(values)}. */
  public void shuffle(int[] values) {
    for (int i = values.length - 1; i > 0; i--) {
      int j = below(i + 1);
      int moved = values[i];
      values[i] = values[j];
      values[j] = moved;
    }
  }

  /** Python keeps a pool where it takes less memory than a set of {@code count} numbers. */
  private static int poolLimit(int count) {
    int limit = 21;
    if (count > 5) {
      int power = 1;
      while (power < 3 * count) {
        power *= 4;
      }
      limit += power;
    }
    return limit;
  }

  private int[] sampleFromPool(int size, int count) {
    int[] pool = new int[size];
    for (int i = 0; i < size; i++) {
      pool[i] = i;
    }
    int[] sample = new int[count];
    for (int i = 0; i < count; i++) {
      int j = below(size - i);
      sample[i] = pool[j];
      pool[j] = pool[size - i - 1];
    }
    return sample;
  }

  private int[] sampleBySet(int size, int count) {
    Set<Integer> seen = new HashSet<>();
    int[] sample = new int[count];
    for (int i = 0; i < count; i++) {
      int j = below(size);
      while (!seen.add(j)) {
        j = below(size);
      }
      sample[i] = j;
    }
    return sample;
  }

  private int below(int bound) {
    int bits = Integer.SIZE - Integer.numberOfLeadingZeros(bound);
    int draw = twister.next(bits);
    while (draw >= bound) {
      draw = twister.next(bits);
    }
    return draw;
  }
}
