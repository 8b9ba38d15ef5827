package io.skerry.privacy.accounting.loss;

/**
 * A privacy loss distribution on the grid (first + i) step + offset, from above or from below.
 *
 * @param mass of P at each point; from below it may add up to less than 1
 * @param infinite P's mass at an infinite loss
 */
public record LossGrid(double step, double offset, long first, double[] mass, double infinite) {
  /** What quadrature and rounding may be wrong by, relative to each mass. */
  private static final double SLACK = 1e-12;

  private static final int BLOCK = 32;

  /**
   * From above: connect the dots (Doroshenko, Ghazi, Kamath, Kumar, Manurangsi 2022). The mass
   * between two grid points goes to both, so that its total is kept under P and under Q, which
   * makes the privacy curve linear in e^epsilon between the points; it is convex.
   *
   * @param tail left out of the pair at each end; counted as infinite above, as the least below
   */
  public static LossGrid above(LossPair pair, double step, double tail) {
    Bins bins = new Bins(pair, step, false);
    pair.scatter(bins);
    double[] mass = new double[bins.mass.length + 1];
    double share = -StrictMath.expm1(-step);
    for (int i = 0; i < bins.mass.length; i++) {
      double right = Math.max(0, Math.min(bins.mass[i], bins.excess[i] / share));
      mass[i] += (bins.mass[i] - right) * (1 + SLACK);
      mass[i + 1] += right * (1 + SLACK);
    }
    mass[0] += tail;
    return new LossGrid(step, 0, bins.first, mass, pair.infinite() + tail);
  }

  /**
   * From below. All outputs of a bin around a grid point are merged into one, which only hides; its
   * loss differs from the grid point by little, and is lowered by lowering its mass under P to that
   * of the point plus one offset, the same for all bins, or of the point before.
   */
  public static LossGrid below(LossPair pair, double step) {
    Bins bins = new Bins(pair, step, true);
    pair.scatter(bins);
    int n = bins.mass.length;
    double[] distance = new double[n];
    for (int i = 0; i < n; i++) {
      distance[i] =
          bins.mass[i] == 0 ? 0 : -StrictMath.log1p(-bins.excess[i] / bins.mass[i]) - 1e-15;
    }
    double offset = offset(bins, distance);
    double[] mass = new double[n + 1];
    for (int i = 0; i < n; i++) {
      double q = (bins.mass[i] - bins.excess[i]) * (1 - SLACK);
      if (distance[i] >= offset) {
        mass[i + 1] += StrictMath.exp(offset) * q;
      } else {
        mass[i] += StrictMath.exp(offset - step) * q;
      }
    }
    return new LossGrid(step, offset, bins.first - 1, mass, pair.infinite() * (1 - SLACK));
  }

  /** Of a few offsets the one that keeps most mass. */
  private static double offset(Bins bins, double[] distance) {
    double best = 0;
    double most = -1;
    for (int k = -60; k <= 60; k++) {
      double offset =
          Integer.signum(k) * bins.step / 2 * StrictMath.pow(2, -(60 - Math.abs(k)) / 3.0);
      double kept = 0;
      double demoted = 0;
      for (int i = 0; i < distance.length; i++) {
        double q = bins.mass[i] - bins.excess[i];
        kept += distance[i] >= offset ? q : 0;
        demoted += distance[i] >= offset ? 0 : q;
      }
      double total = StrictMath.exp(offset) * (kept + StrictMath.exp(-bins.step) * demoted);
      if (total > most) {
        most = total;
        best = offset;
      }
    }
    return best;
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
