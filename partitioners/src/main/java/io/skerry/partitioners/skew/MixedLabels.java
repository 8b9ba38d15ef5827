package io.skerry.partitioners.skew;

import io.skerry.core.random.KeyedPermutation;
import io.skerry.core.random.RandomKey;
import io.skerry.core.random.RandomStream;
import io.skerry.partitioners.distributions.Binomials;
import io.skerry.partitioners.quantity.ClientSizes;
import io.skerry.partitioners.quantity.EqualSizes;
import io.skerry.partitioners.quantity.Runs;
import java.util.Arrays;

/**
 * Clients of given sizes that draw their labels by preferences of their own, without replacement:
 * any quantity skew with any label mix.
 *
 * @param sizes how many examples each client gets
 * @param mix what labels it prefers
 * @param turns 1: client after client takes all it wants, so the last ones get what is left; more:
 *     each turn all clients, in random order, take such a part of what they want
 * @param whenDry what a class that runs out does to the preferences
 */
public record MixedLabels(ClientSizes sizes, LabelMix mix, int turns, WhenDry whenDry)
    implements LabelPartitioner {

  /** Turns that are close to drawing client and label anew for each example. */
  private static final int MANY_TURNS = 16;

  /** What happens to a client's preferences once classes have run out. */
  public enum WhenDry {
    /** The other classes keep their proportions (Hsu, Qi and Brown 2019). */
    RENORMALIZE,
    /**
     * Draws of such a class fail; after each 20 draws a wanted example, 0.02 is added to the share
     * of each class and shares are renormalised, as pfl-research does.
     */
    SPREAD
  }

  private static final int DRAWS_PER_SPREAD = 20;
  private static final double SPREAD = 0.02;

  /** By then shares are equal to the last bit, and failing draws decide nothing. */
  private static final int MOST_SPREADS = 2000;

  /**
   * Label skew of Hsu, Qi and Brown 2019: equal sizes, shares from Dir(alpha p), p being the
   * labels' shares of the data. Large alpha tends to no skew, small alpha to one class a client.
   */
  public static MixedLabels hsu(int clients, double alpha) {
    return new MixedLabels(
        new EqualSizes(clients), DirichletMix.ofShares(alpha), 1, WhenDry.RENORMALIZE);
  }

  /** Clients that take turns, as in the partition of FedDyn (Acar et al. 2021). */
  public static MixedLabels inTurns(ClientSizes sizes, LabelMix mix) {
    return new MixedLabels(sizes, mix, MANY_TURNS, WhenDry.RENORMALIZE);
  }

  @Override
  public ClientAssignment plan(long[] labelCounts, RandomKey key) {
    Runs runs = sizes.runs(Arrays.stream(labelCounts).sum(), key.child("sizes"));
    Quotas quotas = new Quotas(labelCounts, runs.clients());
    for (int turn = 0; turn < turns; turn++) {
      KeyedPermutation order = new KeyedPermutation(runs.clients(), key.child("turn").child(turn));
      for (int i = 0; i < runs.clients(); i++) {
        int client = turns == 1 ? i : (int) order.apply(i);
        long size = runs.size(client);
        int wanted = (int) (size * (turn + 1) / turns - size * turn / turns);
        RandomKey own = key.child("client").child(client);
        LabelMix.Shares shares = mix.shares(client, labelCounts, own.stream());
        draw(own.child("turn").child(turn).stream(), client, wanted, shares, quotas);
      }
    }
    return quotas.plan(key);
  }

  private void draw(
      RandomStream stream, int client, int wanted, LabelMix.Shares preferred, Quotas quotas) {
    int missing = wanted;
    if (whenDry == WhenDry.SPREAD) {
      double[] shares = normalized(preferred.among(quotas.present()));
      int draws = (int) Math.min((long) wanted * DRAWS_PER_SPREAD, Integer.MAX_VALUE);
      for (int spread = 0; spread < MOST_SPREADS && missing > 0; spread++) {
        double[] possible = shares.clone();
        double mass = 0;
        for (int c = 0; c < possible.length; c++) {
          possible[c] = quotas.left(c) > 0 ? shares[c] : 0;
          mass += possible[c];
        }
        int successes = Binomials.next(stream, draws, mass);
        missing -= take(stream, client, Math.min(missing, successes), possible, quotas);
        for (int c = 0; c < shares.length; c++) {
          shares[c] += quotas.count(c) > 0 ? SPREAD : 0;
        }
        shares = normalized(shares);
      }
    }
    while (missing > 0) {
      missing -= take(stream, client, missing, preferred.among(quotas.notDry()), quotas);
    }
  }

  /**
   * Draws {@code wanted} labels and takes as many of each as there are; returns how many that is.
   * What is missing has exhausted a class, so at most one pass a class follows. To draw in passes
   * is to draw one by one and reject exhausted classes.
   */
  private static int take(
      RandomStream stream, int client, int wanted, double[] shares, Quotas quotas) {
    double[] tails = new double[shares.length + 1];
    for (int c = shares.length - 1; c >= 0; c--) {
      tails[c] = tails[c + 1] + shares[c];
    }
    int undrawn = wanted;
    int taken = 0;
    for (int c = 0; c < shares.length && undrawn > 0; c++) {
      int drawn = shares[c] == 0 ? 0 : Binomials.next(stream, undrawn, shares[c] / tails[c]);
      undrawn -= drawn;
      int got = Math.min(drawn, quotas.left(c));
      quotas.give(client, c, got);
      taken += got;
    }
    return taken;
  }

  private static double[] normalized(double[] shares) {
    double sum = Arrays.stream(shares).sum();
    return Arrays.stream(shares).map(share -> share / sum).toArray();
  }
}
