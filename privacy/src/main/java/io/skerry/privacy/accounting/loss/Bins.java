package io.skerry.privacy.accounting.loss;

/**
 * P's mass by loss, in bins of half a grid's step, with the mean of 1 - exp(reference - loss) in
 * it: together they are the bin's mass under P and under Q. The reference is the bin's lower end;
 * the even bins begin at grid points.
 */
final class Bins {
  final double step;
  final double offset;

  /** Index of the grid point at which the first bin begins. */
  final long first;

  final double[] mass;
  final double[] excess;

  Bins(LossPair pair, double step, double offset) {
    this.step = step;
    this.offset = offset;
    this.first = (long) Math.floor((pair.least() - offset) / step);
    long last = (long) Math.floor((pair.largest() - offset) / step);
    this.mass = new double[2 * Math.toIntExact(last - first + 1)];
    this.excess = new double[mass.length];
  }

  int bin(double loss) {
    double bin = Math.floor((loss - offset) / (step / 2)) - 2.0 * first;
    return (int) Math.max(0, Math.min(mass.length - 1, bin));
  }

  double lowerEdge(int bin) {
    return first * step + bin * (step / 2) + offset;
  }

  void add(int bin, double loss, double mass) {
    this.mass[bin] += mass;
    this.excess[bin] -= mass * StrictMath.expm1(lowerEdge(bin) - loss);
  }

  /** The bin's excess for a grid point as its reference. */
  double excess(int bin, int point) {
    double above = (bin - 2 * point) * (step / 2);
    return excess[bin] * StrictMath.exp(-above) - mass[bin] * StrictMath.expm1(-above);
  }
}
