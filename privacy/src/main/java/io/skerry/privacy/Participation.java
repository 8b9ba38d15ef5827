package io.skerry.privacy;

import io.skerry.core.schedule.Schedule;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * In how many rounds each client took part. A value: adding a cohort shares what it can with the
 * value before, at a cost that grows with the cohort and the logarithm of the rounds.
 *
 * @param runs counts by ascending ordinal, to be added up; each run is more than twice as long as
 *     the next
 * @param most the largest count of a client
 */
record Participation(List<Run> runs, int most) implements Serializable {
  static final Participation NONE = new Participation(List.of(), 0);

  record Run(long[] ordinals, int[] counts) implements Serializable {}

  /** After the first {@code rounds} of a schedule, whose cohorts it draws. */
  static Participation planned(Schedule schedule, int rounds) {
    Participation participation = NONE;
    for (int round = 1; round <= rounds; round++) {
      participation = participation.plus(schedule.plan(round).cohort());
    }
    return participation;
  }

  /** After another round with this cohort, in ascending order. */
  Participation plus(long[] cohort) {
    if (cohort.length == 0) {
      return this;
    }
    int[] ones = new int[cohort.length];
    Arrays.fill(ones, 1);
    Run last = new Run(cohort.clone(), ones);
    List<Run> next = new ArrayList<>(runs);
    while (!next.isEmpty()
        && next.get(next.size() - 1).ordinals.length <= 2 * last.ordinals.length) {
      last = merge(next.remove(next.size() - 1), last);
    }
    next.add(last);
    return new Participation(List.copyOf(next), mostAfter(cohort));
  }

  /** The largest count of a client after another round with this cohort. */
  int mostAfter(long[] cohort) {
    int largest = most;
    for (long ordinal : cohort) {
      largest = Math.max(largest, count(ordinal) + 1);
    }
    return largest;
  }

  /** In how many rounds the client took part. */
  int count(long ordinal) {
    int count = 0;
    for (Run run : runs) {
      int at = Arrays.binarySearch(run.ordinals, ordinal);
      count += at < 0 ? 0 : run.counts[at];
    }
    return count;
  }

  private static Run merge(Run left, Run right) {
    long[] ordinals = new long[left.ordinals.length + right.ordinals.length];
    int[] counts = new int[ordinals.length];
    int size = 0;
    for (int i = 0, j = 0; i < left.ordinals.length || j < right.ordinals.length; size++) {
      boolean fromRight =
          i == left.ordinals.length
              || (j < right.ordinals.length && right.ordinals[j] <= left.ordinals[i]);
      boolean fromLeft =
          j == right.ordinals.length
              || (i < left.ordinals.length && left.ordinals[i] <= right.ordinals[j]);
      ordinals[size] = fromLeft ? left.ordinals[i] : right.ordinals[j];
      counts[size] = (fromLeft ? left.counts[i++] : 0) + (fromRight ? right.counts[j++] : 0);
    }
    return new Run(Arrays.copyOf(ordinals, size), Arrays.copyOf(counts, size));
  }
}
