package io.skerry.partitioners.skew;

import io.skerry.core.InvalidInputException;
import java.util.stream.IntStream;

/** The classes of which data has examples. */
final class Classes {
  private Classes() {}

  static int[] present(long[] labelCounts) {
    return IntStream.range(0, labelCounts.length).filter(c -> labelCounts[c] > 0).toArray();
  }

  /** Checks that a client can have as many classes as a key asks for. */
  static void checkAtMost(String key, int classes, int[] present) {
    if (classes > present.length) {
      throw new InvalidInputException(
          key
              + ": expected at most "
              + present.length
              + ", the classes of the data, not "
              + classes);
    }
  }
}
