package io.skerry.privacy.accounting.loss;

/**
 * A privacy loss distribution on the grid (first + i) step + offset, from above or from below.
 *
 * @param mass of P at each point; from below it may add up to less than 1
 * @param infinite P's mass at an infinite loss
 */
public record LossGrid(double step, double offset, long first, double[] mass, double infinite) {
  /**
   * What quadrature, rounding of masses and of their weights may be wrong by, relative to each mass
   * under P and under Q: quadrature by 1e-13 ({@link Base}), the others by some hundred units in
   * the last place.
   */
  private static final double SLACK = 1e-12;

  private static final int BLOCK = 32;

  /** From above, on the multiples of {@code step}. */
  public static LossGrid above(LossPair pair, double step, double tail) {
    Bins bins = new Bins(pair, step, 0);
    pair.scatter(bins);
    return above(pair, bins, tail);
  }

  /**
   * From above: connect the dots (Doroshenko, Ghazi, Kamath, Kumar, Manurangsi 2022). The mass
   * between two grid points goes to both, so that its total is kept under P and under Q, which
   * makes the privacy curve linear in e^epsilon between the points; it is convex.
   *
   * @param tail left out of the pair at each end; counted as infinite above, as the least below
   */
  static LossGrid above(LossPair pair, Bins bins, double tail) {
    int n = bins.mass.length / 2;
    double[] mass = new double[n + 1];
    double share = -StrictMath.expm1(-bins.step);
    for (int i = 0; i < n; i++) {
      double all = bins.mass[2 * i] + bins.mass[2 * i + 1];
      double excess = bins.excess(2 * i, i) + bins.excess(2 * i + 1, i) + SLACK * all;
      double right = Math.max(0, Math.min(all, excess / share));
      mass[i] += (all - right) * (1 + SLACK);
      mass[i + 1] += right * (1 + SLACK);
    }
    mass[1] += tail;
    return new LossGrid(bins.step, bins.offset, bins.first, mass, pair.infinite() + tail);
  }

  /**
   * From below: outputs are merged, which only hides. From one end to the other, a grid point takes
   * all that lies before it and then of what lies beyond as much as makes its loss that of the
   * point; a bin may be divided, as a mechanism that tosses a coin would. What is left at the end
   * is lowered to the point below it, in mass of P.
   *
   * @param down whether to begin at the largest loss
   */
  static LossGrid below(LossPair pair, Bins bins, boolean down) {
    int n = bins.mass.length;
    double[] mass = new double[n / 2 + 2];
    int sign = down ? 1 : -1;
    int point = 0;
    double sum = 0;
    double excess = 0;
    for (int i = 0; i < n; i++) {
      int bin = down ? n - 1 - i : i;
      double p = bins.mass[bin];
      if (p > 0) {
        double part = 1;
        double by = bins.excess(bin, point) - SLACK * p;
        if (sum == 0 || sign * (excess + by) < 0) {
          if (sum > 0) {
            part = 1 + excess / by;
            mass[point + 1] += sum + (1 - part) * p;
          }
          boolean onPoint = down && bins.excess(bin, bin / 2) < SLACK * p;
          point = bin / 2 + (down ? (onPoint ? -1 : 0) : 1);
          by = bins.excess(bin, point) - SLACK * p;
          sum = 0;
          excess = 0;
        }
        sum += part * p;
        excess += part * by;
      }
    }
    int last = down ? point : point - 1;
    mass[last + 1] += Math.min(sum, (sum - excess) * (down ? 1 : StrictMath.exp(-bins.step)));
    for (int i = 0; i < mass.length; i++) {
      mass[i] *= 1 - SLACK;
    }
    double infinite = pair.infinite() * (1 - SLACK);
    return new LossGrid(bins.step, bins.offset, bins.first - 1, mass, infinite);
  }

  /** The loss at a point. */
  double value(int index) {
    return (first + index) * step + offset;
  }

  /** ln of the mean of exp(t loss) over the finite part. */
  double logMoment(double t) {
    double max = Double.NEGATIVE_INFINITY;
    double sum = 0;
    double ratio = StrictMath.exp(t * step);
    for (int from = 0; from < mass.length; from += BLOCK) {
      double block = 0;
      for (int i = Math.min(from + BLOCK, mass.length) - 1; i >= from; i--) {
        block = block * ratio + mass[i];
      }
      if (block > 0) {
        double log = StrictMath.log(block) + t * value(from);
        if (log > max) {
          sum = sum * StrictMath.exp(max - log) + 1;
          max = log;
        } else {
          sum += StrictMath.exp(log - max);
        }
      }
    }
    return max + StrictMath.log(sum);
  }

  /** The mass, weighed by exp(t loss) and of sum 1. */
  double[] tilted(double t) {
    double log = logMoment(t);
    double[] tilted = new double[mass.length];
    double ratio = StrictMath.exp(t * step);
    double weight = 0;
    for (int i = 0; i < mass.length; i++) {
      weight = i % BLOCK == 0 ? StrictMath.exp(t * value(i) - log) : weight * ratio;
      tilted[i] = mass[i] == 0 ? 0 : mass[i] * weight;
    }
    return tilted;
  }
}
