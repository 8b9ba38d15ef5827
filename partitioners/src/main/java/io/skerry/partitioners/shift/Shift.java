package io.skerry.partitioners.shift;

import io.skerry.core.data.DataSpec;
import java.io.Serializable;

/**
 * A change of a client's examples: a function of its key, the client and the part of its examples.
 */
public sealed interface Shift extends Serializable
    permits AffineShift, FeatureNoise, LabelPermutation, Rotation, VisibleColumns {

  /**
   * Checks that examples can be shifted so.
   *
   * @throws io.skerry.core.InvalidInputException where they cannot
   */
  void check(DataSpec data);

  /** Changes some examples of one client in place. */
  void apply(ShiftedRows rows, Whose whose);

  /**
   * Whose examples are shifted and how far.
   *
   * @param client its ordinal
   * @param clients how many there are
   * @param test whether these are its held-out examples
   * @param strength from 0, no shift yet, to 1, all of it
   */
  record Whose(long client, long clients, boolean test, double strength) {}
}
