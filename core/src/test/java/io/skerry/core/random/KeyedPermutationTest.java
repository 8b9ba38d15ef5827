package io.skerry.core.random;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.BitSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class KeyedPermutationTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 16, 17, 100, 1000, 65_537})
  void apply_allPositions_hitsEachOnce(int size) {
    KeyedPermutation permutation = new KeyedPermutation(size, RandomKey.of(size));
    BitSet hit = new BitSet();
    for (int i = 0; i < size; i++) {
      hit.set((int) permutation.apply(i));
    }

    assertEquals(size, hit.cardinality());
    assertEquals(size, hit.length());
    assertThrows(IndexOutOfBoundsException.class, () -> permutation.apply(size));
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 5, 24, 100})
  void apply_manyKeys_movesEachPositionEverywhereAlike(int size) {
    int keys = 400 * size;
    int[][] counts = new int[size][size];
    for (int k = 0; k < keys; k++) {
      KeyedPermutation permutation = new KeyedPermutation(size, RandomKey.of(k));
      for (int i = 0; i < size; i++) {
        counts[i][(int) permutation.apply(i)]++;
      }
    }
    double chiSquare = 0;
    for (int[] row : counts) {
      for (int count : row) {
        chiSquare += (count - 400.0) * (count - 400.0) / 400;
      }
    }

    double degrees = (size - 1.0) * (size - 1.0);
    assertEquals(degrees, chiSquare, 5 * Math.sqrt(2 * degrees) + 5);
  }

  @Test
  void apply_hugeSize_staysInRange() {
    long size = (1L << 40) + 7;
    KeyedPermutation permutation = new KeyedPermutation(size, RandomKey.of(1));
    for (long i = size - 1000; i < size; i++) {
      long moved = permutation.apply(i);
      assertTrue(moved >= 0 && moved < size);
    }
  }
}
