package io.skerry.privacy.accounting;

/** The standard normal distribution, with all its digits in both tails. */
final class Normal {
  private static final double TAIL = -3;

  private Normal() {}

  static double cdf(double x) {
    return x > -TAIL
        ? 1 - StrictMath.exp(logCdf(-x))
        : x < TAIL ? StrictMath.exp(logCdf(x)) : middle(x);
  }

  static double logCdf(double x) {
    return x < TAIL
        ? -x * x / 2 - StrictMath.log(2 * Math.PI) / 2 + StrictMath.log(mills(-x))
        : StrictMath.log(cdf(x));
  }

  /** 1/2 plus the density times x + x^3/3 + x^5/15 + ...: no term has another sign. */
  private static double middle(double x) {
    double term = x;
    double sum = x;
    for (int k = 3; Math.abs(term) > 1e-18 * Math.abs(sum); k += 2) {
      term *= x * x / k;
      sum += term;
    }
    return 0.5 + sum * StrictMath.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
  }

  /** Mass above x over density at x, by its continued fraction from far down. */
  private static double mills(double x) {
    double fraction = x;
    for (int k = 200; k >= 1; k--) {
      fraction = x + k / fraction;
    }
    return 1 / fraction;
  }
}
