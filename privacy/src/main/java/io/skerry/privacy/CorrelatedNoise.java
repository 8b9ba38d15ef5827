package io.skerry.privacy;

import io.skerry.core.random.StreamKey;
import io.skerry.core.schedule.RoundPlan;
import io.skerry.core.schedule.Schedule;
import io.skerry.core.sum.RingSum;

/**
 * Gaussian noise that is correlated over rounds, so that little of it is in the sum of all rounds
 * so far (DP-FTRL). Its draws are functions of keys, drawn anew by each round that has a part of
 * them: nothing is stored.
 */
interface CorrelatedNoise {

  /** Variance of what the round adds, over that of one draw. */
  double variance(RoundPlan plan);

  /** What {@link #variance} stays below in all rounds. */
  double mostVariance(Schedule schedule);

  /**
   * Adds the round's noise.
   *
   * @param variance of one draw, in squared units of the ring
   * @param key of the run's noise
   */
  void addTo(RingSum sum, RoundPlan plan, double variance, StreamKey key);
}
