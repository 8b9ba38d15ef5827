package io.skerry.privacy.accounting.loss;

/**
 * The privacy curve of a mechanism that runs once: no grid, delta(e) is the mean over losses y
 * above e of 1 - exp(e - y). Wrong by quadrature alone, and by the tails that the pair leaves out.
 */
public final class SingleLoss implements PrivacyCurve {
  /** Relative to the mass of the losses above e. */
  private static final double ERROR = 1e-12;

  private final LossPair pair;
  private final double tail;

  /**
   * @param tail what the pair leaves out at each end
   */
  public SingleLoss(LossPair pair, double tail) {
    this.pair = pair;
    this.tail = tail;
  }

  @Override
  public double delta(double epsilon, boolean upper) {
    double[] sums = new double[2];
    pair.above(
        epsilon,
        (loss, mass) -> {
          sums[0] += mass * -StrictMath.expm1(epsilon - loss);
          sums[1] += mass;
        });
    double error = ERROR * sums[1];
    return pair.infinite() + (upper ? sums[0] + error + 2 * tail : Math.max(0, sums[0] - error));
  }

  @Override
  public double epsilon(double delta, boolean upper) {
    if (pair.infinite() + (upper ? 2 * tail : 0) >= delta) {
      return Double.POSITIVE_INFINITY;
    }
    double low = 0;
    double high = Math.max(0, pair.largest());
    if (delta(low, upper) <= delta) {
      return 0;
    }
    while (high - low > 1e-14 * high) {
      double middle = (low + high) / 2;
      if (delta(middle, upper) > delta) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return upper ? high : low;
  }
}
