package io.skerry.privacy.secureaggregation;

import java.util.Arrays;

/**
 * All that the server learns: sums over the surviving clients, in the ring.
 *
 * @param values sum of their updates
 * @param weight sum of their weights
 * @param counted how many of them had an update to give
 */
public record UnmaskedSum(long[] values, long weight, long counted) {
  static UnmaskedSum unpacked(long[] packed) {
    int length = packed.length - 2;
    return new UnmaskedSum(Arrays.copyOf(packed, length), packed[length], packed[length + 1]);
  }
}
