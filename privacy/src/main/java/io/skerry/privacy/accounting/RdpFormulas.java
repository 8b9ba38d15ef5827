package io.skerry.privacy.accounting;

import io.skerry.privacy.accounting.PrivacyEvent.DiscreteGaussianSum;
import io.skerry.privacy.accounting.PrivacyEvent.Skellam;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/** rdp(a) of mechanisms for which it is a formula, for any a &gt; 1. */
final class RdpFormulas {
  private RdpFormulas() {}

  /** Laplace noise of scale b at sensitivity 1 (Mironov 2017, Proposition 6). */
  static double laplace(double b, double a) {
    return logSum(
            StrictMath.log(a / (2 * a - 1)) + (a - 1) / b,
            StrictMath.log((a - 1) / (2 * a - 1)) - a / b)
        / (a - 1);
  }

  /** Discrete Laplace noise of that rate; the sum over x of p^a q^(1-a), tails in closed form. */
  static double discreteLaplace(double rate, long sensitivity, double a) {
    double logTail = -StrictMath.log1p(StrictMath.exp(-rate));
    double low = logTail + (a - 1) * rate * sensitivity;
    double high = logTail - a * rate * sensitivity;
    // Between, x = 1 ... sensitivity - 1, the terms are geometric with ratio exp(-(2a - 1) rate).
    double slope = (2 * a - 1) * rate;
    double inner =
        StrictMath.log(StrictMath.tanh(rate / 2))
            + (a - 1) * rate * sensitivity
            - slope
            + StrictMath.log(
                StrictMath.expm1(-slope * (sensitivity - 1)) / StrictMath.expm1(-slope));
    return logSum(low, high, inner) / (a - 1);
  }

  /** Randomised response, which dominates all that is (epsilon, 0)-private. */
  static double pure(double epsilon, double a) {
    double yes = -StrictMath.log1p(StrictMath.exp(-epsilon));
    return Math.max(0, logSum(yes + (a - 1) * epsilon, yes - a * epsilon) / (a - 1));
  }

  /**
   * A sum of n discrete Gaussians, with D the L2 sensitivity, d the dimension, and t = 10 times the
   * sum over k from 1 to n - 1 of exp(-2 pi^2 sigma^2 k / (k + 1)): the less of a/2 (D / (sqrt(n)
   * sigma) + t sqrt(d))^2 and a/2 D^2 / (n sigma^2) + c t d (Kairouz, Liu, Steinke 2021). c is 1 in
   * their Renyi bound (Proposition 14) and a/4 in their concentrated one (Theorem 1); the larger is
   * taken.
   */
  static double sum(DiscreteGaussianSum sum, double a) {
    double variance = sum.sigma() * sum.sigma();
    double exponent = -2 * Math.PI * Math.PI * variance;
    double gap = 0;
    long exact = Math.min(sum.clients() - 1, 1000);
    for (long k = 1; k <= exact; k++) {
      gap += StrictMath.exp(exponent * k / (k + 1));
    }
    // Terms fall with k: those that are left are at most the last one each.
    gap += (sum.clients() - 1 - exact) * StrictMath.exp(exponent * exact / (exact + 1));
    double t = 10 * gap;
    double central = sum.sensitivity() / (Math.sqrt((double) sum.clients()) * sum.sigma());
    double whole = central + t * Math.sqrt((double) sum.dimension());
    return Math.min(
        a / 2 * whole * whole,
        a / 2 * central * central + Math.max(1, a / 4) * t * sum.dimension());
  }

  /**
   * Skellam noise (Agarwal, Kairouz, Liu 2021, Theorem 3.5): whole orders; others by {@link
   * #interpolate}.
   */
  static double skellam(Skellam skellam, double a) {
    return interpolate(k -> wholeSkellam(skellam, k), a);
  }

  private static double wholeSkellam(Skellam skellam, double a) {
    double mu = skellam.variance();
    double square = skellam.l2() * skellam.l2();
    double correction =
        Math.min(
            ((2 * a - 1) * square + 6 * skellam.l1()) / (4 * mu * mu), 3 * skellam.l1() / (2 * mu));
    return a * square / (2 * mu) + correction;
  }

  /**
   * rdp at any order from that at whole ones: (a - 1) rdp(a) is convex and 0 at a = 1, so that it
   * lies below the line between its neighbours.
   */
  static double interpolate(DoubleUnaryOperator whole, double a) {
    double low = Math.floor(a);
    if (low == a) {
      return whole.applyAsDouble(a);
    }
    double left = low == 1 ? 0 : (low - 1) * whole.applyAsDouble(low);
    double right = low * whole.applyAsDouble(low + 1);
    return (left + (a - low) * (right - left)) / (a - 1);
  }

  /** ln of the sum of exp of each. */
  static double logSum(double... logs) {
    double max = Arrays.stream(logs).max().orElse(Double.NEGATIVE_INFINITY);
    return Double.isInfinite(max)
        ? max
        : max + StrictMath.log(Arrays.stream(logs).map(x -> StrictMath.exp(x - max)).sum());
  }
}
