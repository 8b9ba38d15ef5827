package io.skerry.core.data;

import io.skerry.core.InvalidInputException;
import io.skerry.core.random.RandomKey;
import java.io.Serializable;
import java.util.Arrays;

/**
 * Which of a client's examples are held out: max(1, floor(fraction n)) of n, drawn by a key of the
 * client's own; of a single one, none.
 *
 * @param fraction in (0, 1)
 * @param key from which each client's key derives
 */
public record HoldOut(double fraction, RandomKey key) implements Serializable {

  public HoldOut {
    if (!(fraction > 0 && fraction < 1)) {
      throw new InvalidInputException(
          "data.holdout: expected a fraction between 0 and 1, not " + fraction);
    }
  }

  /** Indices of the examples in either part, ascending. */
  public record Split(int[] train, int[] test) {}

  /** The split of the {@code size} examples of the client with this ordinal. */
  public Split split(long ordinal, int size) {
    int held = size < 2 ? 0 : Math.max(1, (int) Math.floor(fraction * size));
    int[] order = new int[size];
    key.child(ordinal).stream().permutation(order, size);
    // Both parts keep the order of the data, so that only the choice is random.
    Arrays.sort(order, 0, held);
    Arrays.sort(order, held, size);
    return new Split(Arrays.copyOfRange(order, held, size), Arrays.copyOfRange(order, 0, held));
  }
}
