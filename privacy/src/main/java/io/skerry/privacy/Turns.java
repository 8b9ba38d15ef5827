package io.skerry.privacy;

import java.util.ArrayList;
import java.util.List;

/** Whether cohorts come again in the order of the first cycle, each a whole cycle later. */
final class Turns {
  private final List<String> first = new ArrayList<>();
  private boolean again;
  private int turn;

  /**
   * Whether it is the turn of the next round's cohort.
   *
   * @param begins whether the round begins a cycle
   * @param cohort its digest
   */
  boolean next(boolean begins, String cohort) {
    if (begins && !first.isEmpty()) {
      if (again && turn < first.size()) {
        return false;
      }
      again = true;
      turn = 0;
    }
    if (!again) {
      return first.add(cohort);
    }
    return turn < first.size() && first.get(turn++).equals(cohort);
  }

  /** Whether any cohort came again. */
  boolean again() {
    return again;
  }

  /** Rounds of the first cycle, so far. */
  int rounds() {
    return first.size();
  }
}
