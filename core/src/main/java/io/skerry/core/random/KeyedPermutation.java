package io.skerry.core.random;

import java.io.Serializable;

/**
 * A random permutation of 0..size-1 in constant memory: a Feistel network over the next power of
 * four, walked until it is back in range (Black and Rogaway 2002).
 */
public final class KeyedPermutation implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final int ROUNDS = 8;

  private final long size;
  private final int halfBits;
  private final long[] roundKeys = new long[ROUNDS];

  /** The permutation of a key. */
  public KeyedPermutation(long size, RandomKey key) {
    this.size = size;
    this.halfBits = (Long.SIZE - Long.numberOfLeadingZeros(Math.max(1, size - 1)) + 1) / 2;
    RandomStream stream = key.stream();
    for (int i = 0; i < ROUNDS; i++) {
      roundKeys[i] = stream.nextLong();
    }
  }

  /** Where {@code position} goes. */
  public long apply(long position) {
    if (position < 0 || position >= size) {
      throw new IndexOutOfBoundsException("position " + position + " of " + size);
    }
    long moved = position;
    do {
      moved = network(moved);
    } while (moved >= size);
    return moved;
  }

  private long network(long value) {
    long mask = (1L << halfBits) - 1;
    long left = value >>> halfBits;
    long right = value & mask;
    for (long roundKey : roundKeys) {
      long next = left ^ (mix(right ^ roundKey) & mask);
      left = right;
      right = next;
    }
    return left << halfBits | right;
  }

  /** Stafford's variant 13 of the 64-bit finaliser of MurmurHash3. */
  private static long mix(long value) {
    long z = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
