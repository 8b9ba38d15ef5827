package io.skerry.privacy.accounting.loss;

/**
 * A mechanism's output without the unit, as the distribution of l, the log ratio of the output with
 * the unit to that without: atoms, and a density.
 *
 * @param atoms values of l
 * @param masses of the atoms, without the unit
 * @param never mass of outputs that occur with the unit only; the same occurs without it only
 * @param low of the density's support, but for a mass that is negligible
 * @param high the same
 * @param panel width on which five Gauss-Legendre nodes err by at most 1e-13 of the mass, with the
 *     unit or without
 */
record Base(
    double[] atoms,
    double[] masses,
    double never,
    double low,
    double high,
    double panel,
    Shape shape) {

  /** ln of the density at l. */
  interface Shape {
    double log(double l);
  }

  private static final double[] NONE = {};

  static Base atoms(double[] atoms, double[] masses, double never) {
    return new Base(atoms, masses, never, 0, 0, 1, l -> Double.NEGATIVE_INFINITY);
  }

  /**
   * Gaussian noise; l ~ N(-d^2 / 2, d^2). On a panel of w standard deviations five nodes err by
   * 3.9e-13 w^10 He10(t), relative to the density at t standard deviations from its mean, and the
   * density changes by a factor of exp(w t): with w t at most 0.8, by less than 1e-13.
   *
   * @param d distance / standard deviation
   * @param down how many distances below the output without the unit the other may lie
   * @param up the same above
   * @param tail mass that may be left out at each end
   */
  static Base gaussian(double d, int down, int up, double tail) {
    double reach = Math.max(2, Math.sqrt(-2 * StrictMath.log(tail)));
    double constant = -StrictMath.log(d) - StrictMath.log(2 * Math.PI) / 2;
    return new Base(
        NONE,
        NONE,
        0,
        -d * d / 2 - down * d * d - reach * d,
        -d * d / 2 + up * d * d + reach * d,
        0.8 * d / (reach + (down + up) * d),
        l -> {
          double t = (l + d * d / 2) / d;
          return constant - t * t / 2;
        });
  }

  /** Laplace noise of scale b: l is +-1/b outside, and goes from one to the other between. */
  static Base laplace(double b) {
    double end = 1 / b;
    return new Base(
        new double[] {-end, end},
        new double[] {0.5, StrictMath.exp(-end) / 2},
        0,
        -end,
        end,
        1,
        l -> -(l + end) / 2 - StrictMath.log(4));
  }
}
