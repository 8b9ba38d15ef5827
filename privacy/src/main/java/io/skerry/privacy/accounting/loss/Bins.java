package io.skerry.privacy.accounting.loss;

/**
 * P's mass per bin of the loss, with the mean of 1 - exp(reference - loss) in it: together they are
 * the bin's mass under P and under Q.
 *
 * <p>Bin i holds the losses from (first + i - half) step to one step above; its reference is (first
 * + i) step.
 */
final class Bins {
  final double step;
  final long first;
  final double[] mass;
  final double[] excess;
  private final double half;

  /**
   * @param centred whether the reference is in the middle of a bin rather than at its lower end
   */
  Bins(LossPair pair, double step, boolean centred) {
    this.step = step;
    this.half = centred ? 0.5 : 0;
    this.first = (long) Math.floor(pair.least() / step + half);
    long last = (long) Math.floor(pair.largest() / step + half);
    this.mass = new double[Math.toIntExact(last - first + 1)];
    this.excess = new double[mass.length];
  }

  int bin(double loss) {
    long bin = (long) Math.floor(loss / step + half) - first;
    return (int) Math.max(0, Math.min(mass.length - 1, bin));
  }

  double upperEdge(int bin) {
    return (first + bin + 1 - half) * step;
  }

  double reference(int bin) {
    return (first + bin) * step;
  }

  void add(int bin, double loss, double mass) {
    this.mass[bin] += mass;
    this.excess[bin] -= mass * StrictMath.expm1(reference(bin) - loss);
  }
}
