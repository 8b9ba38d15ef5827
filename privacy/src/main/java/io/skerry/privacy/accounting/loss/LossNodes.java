package io.skerry.privacy.accounting.loss;

import java.util.Arrays;

/** A pair's finite losses as nodes of a quadrature: for moments, without a grid. */
public final class LossNodes {
  private double[] losses = new double[2048];
  private double[] masses = new double[2048];
  private int size;

  /** The nodes of all losses. */
  public LossNodes(LossPair pair) {
    pair.above(Double.NEGATIVE_INFINITY, this::add);
  }

  private void add(double loss, double mass) {
    if (size == losses.length) {
      losses = Arrays.copyOf(losses, 2 * size);
      masses = Arrays.copyOf(masses, 2 * size);
    }
    losses[size] = loss;
    masses[size++] = mass;
  }

  /** The standard deviation of the finite losses. */
  public double deviation() {
    double all = 0;
    double mean = 0;
    double square = 0;
    for (int i = 0; i < size; i++) {
      all += masses[i];
      mean += masses[i] * losses[i];
      square += masses[i] * losses[i] * losses[i];
    }
    return Math.sqrt(Math.max(0, square / all - mean / all * (mean / all)));
  }

  /** ln of the mean of exp(t loss). */
  public double logMoment(double t) {
    double max = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < size; i++) {
      max = Math.max(max, t * losses[i]);
    }
    double sum = 0;
    for (int i = 0; i < size; i++) {
      sum += masses[i] * StrictMath.exp(t * losses[i] - max);
    }
    return max + StrictMath.log(sum);
  }
}
