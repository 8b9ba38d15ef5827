package io.skerry.core.schedule;

import io.skerry.core.InvalidInputException;
import io.skerry.core.random.RandomKey;
import io.skerry.core.random.RandomStream;
import java.io.Serializable;

/**
 * Which clients of a round's cohort are lost, as the experiment has it: each by itself with the
 * same probability, drawn by (seed, round, client). A machine that fails loses no client.
 *
 * @param probability p, in [0, 1), that a client is lost
 * @param key of the round's draws
 */
public record Dropout(double probability, RandomKey key) implements Serializable {

  /** What becomes of a client; one that is lost is so at either time with the same probability. */
  public enum Fate {
    REPORTS,
    /** Drawn and told so, it never begins. */
    LOST_BEFORE_WORK,
    /** It has done its work, and its update never arrives. */
    LOST_AFTER_WORK
  }

  /** Checks {@code cohort.dropout}. */
  public static void check(double probability) {
    if (!(probability >= 0 && probability < 1)) {
      throw new InvalidInputException(
          "cohort.dropout: expected a probability from 0, below 1, not " + probability);
    }
  }

  /** What becomes of the client of this ordinal. */
  public Fate of(long ordinal) {
    if (probability == 0) {
      return Fate.REPORTS;
    }
    RandomStream stream = key.child(ordinal).stream();
    if (stream.nextDouble() >= probability) {
      return Fate.REPORTS;
    }
    return stream.nextLong() < 0 ? Fate.LOST_BEFORE_WORK : Fate.LOST_AFTER_WORK;
  }

  /** Whether the client of this ordinal is lost. */
  public boolean loses(long ordinal) {
    return of(ordinal) != Fate.REPORTS;
  }
}
