package io.skerry.privacy.accounting.loss;

/**
 * How two output distributions P and Q are made of a base measure, as functions of l, the log ratio
 * of the mechanism's output with a unit to that without it. P / Q grows with l.
 */
interface Weights {
  double logP(double l);

  double logQ(double l);

  /** The l at which ln P / Q is {@code loss}; infinite where it is always above or below. */
  default double inverse(double loss) {
    double low = -1e4;
    double high = 1e4;
    double below = logP(low) - logQ(low) - loss;
    double above = logP(high) - logQ(high) - loss;
    if (below >= 0) {
      return Double.NEGATIVE_INFINITY;
    }
    if (above <= 0) {
      return Double.POSITIVE_INFINITY;
    }
    while (true) {
      double middle = (low + high) / 2;
      if (middle == low || middle == high || high - low < 1e-13 * Math.max(1, Math.abs(middle))) {
        return middle;
      }
      if (logP(middle) - logQ(middle) < loss) {
        low = middle;
      } else {
        high = middle;
      }
    }
  }

  /** A unit that is there with probability q, against none. */
  record Poisson(double q) implements Weights {
    @Override
    public double logP(double l) {
      if (q == 1) {
        return l;
      }
      return l < 500
          ? StrictMath.log1p(q * StrictMath.expm1(l))
          : l + StrictMath.log(q) + StrictMath.log1p((1 - q) / q * StrictMath.exp(-l));
    }

    @Override
    public double logQ(double l) {
      return 0;
    }

    @Override
    public double inverse(double loss) {
      if (q == 1) {
        return loss;
      }
      double ratio = StrictMath.expm1(loss) / q;
      return ratio <= -1 ? Double.NEGATIVE_INFINITY : StrictMath.log1p(ratio);
    }
  }

  /**
   * A group of units of which Binomial(size, q) are there, against none, on Gaussian outputs.
   *
   * @param distance 1 / z
   */
  record Group(double[] logBinomial, double distance) implements Weights {
    static Group of(int size, double q, double distance) {
      double[] log = new double[size + 1];
      double choose = 0;
      for (int j = 0; j <= size; j++) {
        log[j] =
            choose
                + (j == 0 ? 0 : j * StrictMath.log(q))
                + (j == size ? 0 : (size - j) * StrictMath.log1p(-q));
        choose += StrictMath.log((size - j) / (j + 1.0));
      }
      return new Group(log, distance);
    }

    @Override
    public double logP(double l) {
      double max = Double.NEGATIVE_INFINITY;
      for (int j = 0; j < logBinomial.length; j++) {
        max = Math.max(max, log(j, l));
      }
      double sum = 0;
      for (int j = 0; j < logBinomial.length; j++) {
        sum += StrictMath.exp(log(j, l) - max);
      }
      return max + StrictMath.log(sum);
    }

    private double log(int j, double l) {
      return logBinomial[j] + j * l - (j - 1.0) * j / 2 * distance * distance;
    }

    @Override
    public double logQ(double l) {
      return 0;
    }
  }

  /**
   * A unit that is there with probability q, against another that is there with probability q and
   * moves a Gaussian output the other way.
   *
   * @param distance from the output without either to that with one, in standard deviations
   */
  record Replaced(Poisson sampled, double distance) implements Weights {
    @Override
    public double logP(double l) {
      return sampled.logP(l);
    }

    @Override
    public double logQ(double l) {
      return sampled.logP(-l - distance * distance);
    }
  }
}
