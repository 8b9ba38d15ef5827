package io.skerry.privacy.accounting.loss;

import java.util.Arrays;
import java.util.List;

/**
 * The sum of independent privacy losses, tilted: each distribution is weighed by exp(t loss), which
 * brings the losses that decide about delta into the middle, so that rounding and what is cut off
 * are small relative to delta itself. With K the sum of ln E exp(t loss) and f the tilted density,
 *
 * <pre>delta(e) = infinite + exp(K - t e) sum over y > e of f(y) exp(-t (y - e)) (1 - exp(e - y)).
 * </pre>
 *
 * <p>What is wrong in f: mass outside of the window (by Chernoff's bound, once where it is missing
 * and once where it is wrapped to), and the round-off of transforms and powers.
 */
public final class ComposedLoss implements PrivacyCurve {
  /** Of a complex power, relative and for each factor: two products of 2.3 half units each. */
  private static final double POWER = 5 * 0x1p-53;

  /** The largest tilt, in 1 / step: more than that overflows within a block of moments. */
  public static final double LARGEST_TILT = 20;

  /** A distribution and how often it is added. */
  public record Term(LossGrid grid, long count) {

    /** ln of the mean of exp(t loss) of the finite part. */
    public double logMoment(double t) {
      return count * grid.logMoment(t);
    }
  }

  private final double tilt;
  private final double logScale;
  private final double step;
  private final double start;
  private final double[] density;
  private final double infinite;
  private final double outside;
  private final double roundOff;

  private ComposedLoss(
      double tilt,
      double logScale,
      double step,
      double start,
      double[] density,
      double infinite,
      double outside,
      double roundOff) {
    this.tilt = tilt;
    this.logScale = logScale;
    this.step = step;
    this.start = start;
    this.density = density;
    this.infinite = infinite;
    this.outside = outside;
    this.roundOff = roundOff;
  }

  /**
   * @param terms of the same step
   * @param beyond mass of the tilted distribution that may lie outside of the window at each end
   * @param largest how many points the window may have; with more, what is outside is an error
   */
  public static ComposedLoss of(List<Term> terms, double tilt, double beyond, int largest) {
    double mean = 0;
    double logScale = 0;
    double logFinite = 0;
    double offset = 0;
    double bottom = 0;
    double top = 0;
    for (Term term : terms) {
      LossGrid grid = term.grid;
      double[] tilted = grid.tilted(tilt);
      double sum = 0;
      for (int i = 0; i < tilted.length; i++) {
        sum += tilted[i] * (double) i;
      }
      mean += term.count * (sum * grid.step() + grid.value(0));
      logScale += term.logMoment(tilt);
      logFinite += term.count * StrictMath.log1p(-Math.min(1, grid.infinite()));
      offset += term.count * grid.offset();
      bottom += term.count * grid.value(0);
      top += term.count * grid.value(grid.mass().length - 1);
    }
    double step = terms.get(0).grid.step();
    double low = Math.max(bottom, mean - reach(terms, tilt, mean, logScale, -1, beyond));
    double high = Math.min(top, mean + reach(terms, tilt, mean, logScale, 1, beyond));
    int n = 2;
    while (n < largest && n < (high - low) / step + 3) {
      n *= 2;
    }
    double outside = n < (high - low) / step + 3 ? 1 : 2 * beyond;
    long firstIndex = (long) Math.floor((low - offset) / step) - 1;
    FourierTransform transform = new FourierTransform(n);
    double[] re = new double[n];
    double[] im = new double[n];
    Arrays.fill(re, 1);
    double[] logLargest = new double[n];
    double[] wrong = new double[n];
    double perTransform = FourierTransform.ERROR * (Math.log(n) / Math.log(2) + 1);
    for (Term term : terms) {
      double[] partRe = new double[n];
      double[] partIm = new double[n];
      double[] tilted = term.grid.tilted(tilt);
      for (int i = 0; i < tilted.length; i++) {
        partRe[(int) Math.floorMod(term.grid.first() + i, (long) n)] += tilted[i];
      }
      transform.forward(partRe, partIm);
      for (int k = 0; k < n; k++) {
        double size = Math.hypot(partRe[k], partIm[k]) + perTransform;
        logLargest[k] += term.count * Math.log(size);
        wrong[k] += term.count * (perTransform / size + POWER);
      }
      multiplyByPower(re, im, partRe, partIm, term.count);
    }
    // |(p + d)^c - p^c| <= c |d| (|p| + |d|)^(c - 1), at each frequency; of their sum, and of the
    // inverse transform's own error, every one of n points gets at most the n-th part.
    double roundOff = 0;
    for (int k = 0; k < n; k++) {
      roundOff += Math.exp(logLargest[k]) * (wrong[k] + perTransform);
    }
    transform.inverse(re, im);
    double[] density = new double[n];
    for (int i = 0; i < n; i++) {
      density[i] = re[(int) Math.floorMod(firstIndex + i, (long) n)];
    }
    double start = firstIndex * step + offset;
    return new ComposedLoss(
        tilt, logScale, step, start, density, -StrictMath.expm1(logFinite), 2 * outside, roundOff);
  }

  /** How far from the mean, on one side, the tilted sum lies but for {@code beyond}. */
  private static double reach(
      List<Term> terms, double tilt, double mean, double logScale, int side, double beyond) {
    double best = Double.POSITIVE_INFINITY;
    double t = 1 / terms.get(0).grid.step();
    int worse = 0;
    while (worse < 2 && t > 1e-9) {
      double log = -logScale - side * t * mean - Math.log(beyond);
      for (Term term : terms) {
        log += term.logMoment(tilt + side * t);
      }
      double reach = log / t;
      worse = reach < best ? 0 : worse + (best < Double.POSITIVE_INFINITY ? 1 : 0);
      best = Math.min(best, reach);
      t /= 1.6;
    }
    return best;
  }

  private static void multiplyByPower(
      double[] re, double[] im, double[] baseRe, double[] baseIm, long power) {
    for (int k = 0; k < re.length; k++) {
      double r = baseRe[k];
      double i = baseIm[k];
      for (long p = power; p > 0; p >>= 1) {
        if ((p & 1) == 1) {
          double product = re[k] * r - im[k] * i;
          im[k] = re[k] * i + im[k] * r;
          re[k] = product;
        }
        double square = r * r - i * i;
        i = 2 * r * i;
        r = square;
      }
    }
  }

  /** ln of the largest of exp(-t v) (1 - exp(-v)). */
  public static double logLargest(double t) {
    return t == 0 ? 0 : -t * StrictMath.log1p(1 / t) - StrictMath.log1p(t);
  }

  /** With all that may be wrong added, or taken off. */
  @Override
  public double delta(double epsilon, boolean upper) {
    Scan scan = new Scan();
    int i = density.length - 1;
    for (; i >= 0 && start + i * step > epsilon; i--) {
      scan.include(i);
    }
    return scan.delta(i + 1, epsilon, upper);
  }

  @Override
  public double epsilon(double delta, boolean upper) {
    if (infinite >= delta) {
      return Double.POSITIVE_INFINITY;
    }
    Scan scan = new Scan();
    int i = density.length - 1;
    scan.include(i);
    if (scan.delta(i, start + i * step, upper) > delta) {
      return upper ? Double.POSITIVE_INFINITY : 0;
    }
    while (i > 0 && start + i * step > 0 && scan.delta(i, start + (i - 1) * step, upper) <= delta) {
      scan.include(--i);
    }
    double high = start + i * step;
    double low = Math.max(0, high - step);
    if (high <= 0 || i == 0 || scan.delta(i, low, upper) <= delta) {
      return Math.max(0, i == 0 ? high : low);
    }
    for (int k = 0; k < 60; k++) {
      double middle = (low + high) / 2;
      if (scan.delta(i, middle, upper) > delta) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return upper ? high : low;
  }

  /** Sums over y from point i up of f(y) exp(-t (y - y_i)), and the same with t + 1. */
  private final class Scan {
    private final double decay = StrictMath.exp(-tilt * step);
    private final double share = -StrictMath.expm1(-step);
    private final double weight = error();
    private double fast;
    private double difference;

    void include(int i) {
      difference = decay * (difference + share * fast);
      fast = decay * (1 - share) * fast + density[i];
    }

    /**
     * Mass that is outside or wrapped counts at most with the largest of w(v) = exp(-t v) (1 -
     * exp(-v)); round-off of the n-th part of its sum at each of the n points counts with the sum
     * of w over points above epsilon, at most the largest and the integral over the step.
     */
    private double error() {
      double largest = StrictMath.exp(logLargest(tilt));
      double each = Math.min(density.length, 1 + 1 / (largest * tilt * (tilt + 1) * step));
      return largest * (outside + roundOff * each / density.length);
    }

    /** Delta at an epsilon not above point i, which is the lowest included one. */
    double delta(int i, double epsilon, boolean upper) {
      double gap = start + i * step - epsilon;
      double at = StrictMath.exp(-tilt * gap);
      double sum = at * (difference - StrictMath.expm1(-gap) * fast);
      double scaled = StrictMath.exp(logScale - tilt * epsilon);
      double finite = upper ? scaled * (sum + weight) : scaled * Math.max(0, sum - weight);
      return infinite + finite;
    }
  }
}
