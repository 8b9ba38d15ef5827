package io.skerry.core.schedule;

import io.skerry.core.random.RandomKey;
import java.util.Arrays;

/** One round before it runs: a function of the experiment's seed and the round's number. */
public final class RoundPlan {
  private final int round;
  private final long[] cohort;
  private final Schedule schedule;
  private final RandomKey key;

  RoundPlan(int round, long[] cohort, Schedule schedule, RandomKey key) {
    this.round = round;
    this.cohort = cohort;
    this.schedule = schedule;
    this.key = key;
  }

  /** Number of the round, from 1. */
  public int round() {
    return round;
  }

  /** Number of clients that were drawn; under Poisson sampling it can be 0. */
  public int cohortSize() {
    return cohort.length;
  }

  /** Ordinals of the clients that were drawn, ascending. */
  public long[] cohort() {
    return cohort.clone();
  }

  /** Which of them are lost, and when. */
  public Dropout dropout() {
    return new Dropout(schedule.dropout(), key.child("dropout"));
  }

  /** Ordinals of the clients that are lost, ascending. */
  public long[] lost() {
    Dropout dropout = dropout();
    return Arrays.stream(cohort).filter(dropout::loses).toArray();
  }

  /** How the cohort was drawn. */
  public Schedule schedule() {
    return schedule;
  }

  /** The round's own key. */
  public RandomKey key() {
    return key;
  }

  /** The part of an ascending cohort with ordinals {@code from..until}. */
  public static long[] within(long[] cohort, long from, long until) {
    return Arrays.copyOfRange(cohort, position(cohort, from), position(cohort, until));
  }

  private static int position(long[] cohort, long ordinal) {
    int at = Arrays.binarySearch(cohort, ordinal);
    return at < 0 ? -at - 1 : at;
  }
}
