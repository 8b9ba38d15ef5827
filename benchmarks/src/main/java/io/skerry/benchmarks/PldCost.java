package io.skerry.benchmarks;

import io.skerry.privacy.accounting.NeighbouringRelation;
import io.skerry.privacy.accounting.PldAccountant;
import io.skerry.privacy.accounting.PldAccountant.Bounds;
import io.skerry.privacy.accounting.PrivacyEvent.Gaussian;
import io.skerry.privacy.accounting.PrivacyEvent.PoissonSampled;

/**
 * Time of pricing Poisson-sampled Gaussian rounds by privacy loss distributions, and how far apart
 * the bounds are; the least of three times.
 */
public final class PldCost {
  private static final int TIMES = 3;
  private static final double[] RATES = {1e-4, 1e-3, 1e-2, 1e-1};
  private static final double[] NOISES = {0.8, 1, 2, 4, 8};
  private static final double[] DELTAS = {1e-5, 1e-9};
  private static final double MOST = 30;

  private PldCost() {}

  public static void main(String[] arguments) {
    for (long rounds : new long[] {10_000, 100_000}) {
      for (double q : RATES) {
        for (double z : NOISES) {
          for (double delta : DELTAS) {
            time(q, z, rounds, delta);
          }
        }
      }
    }
  }

  private static void time(double q, double z, long rounds, double delta) {
    PldAccountant spent =
        PldAccountant.of(NeighbouringRelation.ADD_OR_REMOVE_ONE)
            .plus(new PoissonSampled(q, new Gaussian(z)), rounds);
    double least = Double.POSITIVE_INFINITY;
    Bounds bounds = new Bounds(0, 0);
    for (int i = 0; i < TIMES; i++) {
      long before = System.nanoTime();
      bounds = spent.epsilonBounds(delta);
      least = Math.min(least, (System.nanoTime() - before) * 1e-9);
      if (bounds.lower() > MOST) {
        return;
      }
    }
    System.out.printf(
        "q %g, z %g, %d rounds, delta %g: epsilon %.5g, bounds %.3f %% apart, %.3f s%n",
        q, z, rounds, delta, bounds.upper(), 100 * (1 - bounds.lower() / bounds.upper()), least);
  }
}
