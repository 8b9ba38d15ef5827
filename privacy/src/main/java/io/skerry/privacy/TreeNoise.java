package io.skerry.privacy;

import io.skerry.core.random.StreamKey;
import io.skerry.core.schedule.RoundPlan;
import io.skerry.core.schedule.Schedule;
import io.skerry.core.sum.RingSum;

/**
 * Noise of tree aggregation, restarted each cycle (Kairouz et al. 2021).
 *
 * <p>Rounds are leaves of a binary tree, each node of which holds the sum of its leaves with its
 * own Gaussian. The sum of rounds 1 to t is released as that of the nodes of t's binary digits, so
 * that it carries the noise of as many nodes as t has ones. Round t adds what it takes to get there
 * from t - 1: the noise of the node that ends with t, less that of the nodes which this one holds.
 */
record TreeNoise() implements CorrelatedNoise {

  /** Nodes whose noise the round adds or takes off. */
  @Override
  public double variance(RoundPlan plan) {
    return Long.numberOfTrailingZeros(leaf(plan)) + 1;
  }

  @Override
  public double mostVariance(Schedule schedule) {
    return Long.SIZE - Long.numberOfLeadingZeros(schedule.cycle());
  }

  /** Each node draws under a child of {@code key}. */
  @Override
  public void addTo(RingSum sum, RoundPlan plan, double variance, StreamKey key) {
    NoiseLaw.Noise noise = NoiseLaw.GAUSSIAN.noise(variance, 1);
    long leaf = leaf(plan);
    StreamKey tree = key.child((plan.round() - 1) / plan.schedule().cycle());
    int top = Long.numberOfTrailingZeros(leaf);
    sum.add(node(sum, noise, tree, top, leaf));
    for (int level = 0; level < top; level++) {
      long[] held = node(sum, noise, tree, level, leaf - 1);
      for (int i = 0; i < held.length; i++) {
        held[i] = -held[i];
      }
      sum.add(held);
    }
  }

  /** Noise of the last node of that level which the sum of leaves 1 to {@code leaf} is made of. */
  private static long[] node(
      RingSum sum, NoiseLaw.Noise noise, StreamKey tree, int level, long leaf) {
    long[] drawn = new long[sum.values().length];
    noise.addTo(drawn, tree.child(level).child(leaf >>> level).stream());
    return drawn;
  }

  /** The round's number in its cycle, from 1. */
  private static long leaf(RoundPlan plan) {
    return (plan.round() - 1) % plan.schedule().cycle() + 1;
  }
}
