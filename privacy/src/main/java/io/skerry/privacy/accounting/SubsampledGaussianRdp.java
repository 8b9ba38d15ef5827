package io.skerry.privacy.accounting;

import java.util.Arrays;

/**
 * RDP of the Poisson-subsampled Gaussian under add-or-remove-one and zero-out (Mironov, Talwar,
 * Zhang 2019): rdp(a) = ln A(a) / (a - 1) with
 *
 * <pre>A(a) = E[(1 + w)^a],   w = q (e^u - 1),   u = (2x - 1) / (2 sigma^2),   x ~ N(0, sigma^2).
 * </pre>
 *
 * <p>Because E[w] = 0, A - 1 is the mean of (1 + w)^a - 1 - a w, which is nowhere negative: both
 * the binomial sum of an integer order and the quadrature of any other order add only what is not
 * negative, so that nothing cancels however little a round costs. Rounding, discretisation and
 * truncation together stay below 1e-11 relative; the result is rounded up by {@value #SLACK}.
 */
final class SubsampledGaussianRdp {
  static final double SLACK = 1e-10;

  /** Discretising and truncating may each leave a relative error of exp(-DIGITS). */
  private static final double DIGITS = 40;

  /** Standard deviations to integrate beyond the outermost maximum: exp(-TAIL^2 / 2) = exp(-50). */
  private static final double TAIL = 10;

  private final double q;
  private final double sigma;
  private final double logQ;
  private final double log1mQ;

  // The nodes t = x / sigma = -TAIL + j step, shared by all orders.
  private final double step;
  private final double[] log1pW;
  private final double[] halfSquare;
  private final double[] density;
  private final double[] weightedRemainder;

  private SubsampledGaussianRdp(double q, double sigma, double[] orders) {
    this.q = q;
    this.sigma = sigma;
    logQ = StrictMath.log(q);
    log1mQ = StrictMath.log1p(-q);
    // The trapezoidal rule on a function analytic in |Im t| < y errs by about exp(-2 pi y / step),
    // times the growth exp(y^2 / 2) of the density there; (1 + w)^a branches at Im t = pi sigma.
    double y = Math.min(Math.PI * sigma, Math.sqrt(2 * DIGITS));
    step = 2 * Math.PI * y / (DIGITS + y * y / 2);
    double largest =
        Arrays.stream(orders).filter(a -> a != Math.rint(a) && !isDominated(a)).max().orElse(0);
    int n = largest == 0 ? 0 : nodes(largest);
    log1pW = new double[n];
    halfSquare = new double[n];
    density = new double[n];
    weightedRemainder = new double[n];
    for (int j = 0; j < n; j++) {
      double t = -TAIL + j * step;
      log1pW[j] = log1pW((t - 1 / (2 * sigma)) / sigma);
      halfSquare[j] = t * t / 2;
      density[j] = StrictMath.exp(-halfSquare[j]);
      weightedRemainder[j] = weightedRemainder(log1pW[j], j);
    }
  }

  /** rdp at each of {@code orders}, for q in [0, 1) and sigma in [0, infinity]. */
  static double[] curve(double q, double sigma, double[] orders) {
    if (q == 0 || sigma == Double.POSITIVE_INFINITY) {
      return new double[orders.length];
    }
    SubsampledGaussianRdp rdp = new SubsampledGaussianRdp(q, sigma, orders);
    return Arrays.stream(orders).map(a -> rdp.logMoment(a) / (a - 1) * (1 + SLACK)).toArray();
  }

  private double logMoment(double a) {
    if (isDominated(a)) {
      return a * (logQ + logNorm(a) + StrictMath.exp(log1mQ - logQ - logNorm(a)));
    }
    return a == Math.rint(a) ? binomial((int) a) : quadrature(a);
  }

  /** ln of the a-norm of e^u. */
  private double logNorm(double a) {
    return (a - 1) / (2 * sigma * sigma);
  }

  /**
   * Whether q e^u outweighs 1 - q so far that Minkowski's bound A^(1/a) &lt;= 1 - q + q |e^u|_a and
   * the lower bound q |e^u|_a agree to 1e-13.
   */
  private boolean isDominated(double a) {
    return logNorm(a) > 1 && log1mQ - logQ - logNorm(a) < -30;
  }

  /**
   * ln A of an integer order: A - 1 = sum over k of C(a,k) (1-q)^(a-k) q^k (e^((k^2-k)/2s^2) - 1).
   */
  private double binomial(int a) {
    double[] logTerms = new double[a - 1];
    double choose = a;
    for (int k = 2; k <= a; k++) {
      choose *= (a - k + 1.0) / k;
      double exponent = k * logNorm(k);
      double logExpm1 = exponent + StrictMath.log(-StrictMath.expm1(-exponent));
      logTerms[k - 2] = StrictMath.log(choose) + (a - k) * log1mQ + k * logQ + logExpm1;
    }
    double max = Arrays.stream(logTerms).max().orElseThrow();
    double sum = 0;
    for (double term : logTerms) {
      sum += StrictMath.exp(term - max);
    }
    double logExcess = max + StrictMath.log(sum);
    return Math.max(logExcess, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(logExcess)));
  }

  /** ln A of any order by the trapezoidal rule, whose error falls geometrically here. */
  private double quadrature(double a) {
    int n = nodes(a);
    double max = Double.NEGATIVE_INFINITY;
    for (int j = 0; j < n; j++) {
      max = Math.max(max, a * log1pW[j] - halfSquare[j]);
    }
    double sum = 0;
    for (int j = 0; j < n; j++) {
      double exponent = a * log1pW[j] - halfSquare[j] - max;
      if (exponent > -TAIL * TAIL / 2) {
        sum += StrictMath.exp(exponent);
      }
    }
    double scale = step / Math.sqrt(2 * Math.PI);
    double logMoment = max + StrictMath.log(scale * sum);
    if (logMoment > 0.1) {
      return logMoment;
    }
    double excess = 0;
    for (int j = 0; j < n; j++) {
      excess += weightedRemainder(a * log1pW[j], j) - a * weightedRemainder[j];
    }
    return StrictMath.log1p(scale * excess);
  }

  /** How many nodes reach beyond the maximum at a / sigma, and that of w^2 at 2 / sigma. */
  private int nodes(double a) {
    return (int) Math.ceil((2 * TAIL + Math.max(a, 2) / sigma) / step) + 1;
  }

  /** ln(1 + w) = ln(1 - q + q e^u). */
  private double log1pW(double u) {
    return u < 700
        ? StrictMath.log1p(q * StrictMath.expm1(u))
        : logQ + u + StrictMath.log1p(StrictMath.exp(log1mQ - logQ - u));
  }

  /** (e^v - 1 - v) times the density at node j, where neither factor need fit a double. */
  private double weightedRemainder(double v, int j) {
    if (v > 1) {
      return StrictMath.exp(v - halfSquare[j]) - (1 + v) * density[j];
    }
    if (Math.abs(v) > 0.5) {
      return density[j] * (StrictMath.expm1(v) - v);
    }
    double series = 1;
    for (int k = 16; k > 2; k--) {
      series = 1 + v / k * series;
    }
    return density[j] * v * v / 2 * series;
  }
}
