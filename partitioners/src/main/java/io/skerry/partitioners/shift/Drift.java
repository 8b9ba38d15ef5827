package io.skerry.partitioners.shift;

import io.skerry.core.InvalidInputException;
import java.io.Serializable;

/**
 * How far the shifts have come in a round: not at all up to round {@code from}, all the way from
 * round {@code until} on, linearly in between; at once where {@code until} is {@code from} + 1.
 */
public record Drift(int from, int until) implements Serializable {

  public Drift {
    if (from < 0 || until <= from) {
      throw new InvalidInputException(
          "shift.drift: expected rounds from < until, not from " + from + " until " + until);
    }
  }

  /** The strength of the shifts in a round, from 0 to 1. */
  double strength(int round) {
    return Math.min(1, Math.max(0, (round - from) / (double) (until - from)));
  }
}
