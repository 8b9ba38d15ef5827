package io.skerry.partitioners.generated;

import io.skerry.core.InvalidInputException;

/** Checks of what generators are told. */
final class GeneratorInput {
  private GeneratorInput() {}

  static void atLeast(String key, long value, long least) {
    if (value < least) {
      throw new InvalidInputException(key + ": expected at least " + least + ", not " + value);
    }
  }

  /** Checks a seed of NumPy's legacy generator. */
  static void numpySeed(String key, long seed) {
    if (seed < 0 || seed >>> 32 != 0) {
      throw new InvalidInputException(
          key + ": expected a number from 0 to 4294967295, not " + seed);
    }
  }
}
