package io.skerry.partitioners.shift;

import io.skerry.core.InvalidInputException;
import io.skerry.core.data.DataSpec;

/** Checks of shifts' configuration. */
final class ShiftInput {
  private ShiftInput() {}

  /** Token ids are names, which cannot be added to or turned. */
  static void requireNumbers(String key, DataSpec data) {
    if (data.vocabulary() > 0) {
      throw new InvalidInputException(
          key + ": expected examples whose features are numbers, not token ids");
    }
  }
}
