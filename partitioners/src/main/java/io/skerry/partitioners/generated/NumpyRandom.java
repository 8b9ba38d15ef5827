package io.skerry.partitioners.generated;

/** The draws of NumPy's legacy {@code RandomState}, whose streams NumPy has frozen. */
final class NumpyRandom {
  private final MersenneTwister twister;
  private double spare = Double.NaN;

  /** The stream after {@code numpy.random.seed(seed)}; the seed is an unsigned 32-bit number. */
  NumpyRandom(long seed) {
    this.twister = MersenneTwister.ofNumber((int) seed);
  }

  /** Uniform in [0, 1). */
  double uniform() {
    return twister.nextDouble();
  }

  /** A normal draw by the polar method; every second one is the spare of the one before. */
  double normal(double mean, double standardDeviation) {
    return mean + standardDeviation * standardNormal();
  }

  /** exp of a normal draw. */
  double lognormal(double mean, double standardDeviation) {
    return StrictMath.exp(normal(mean, standardDeviation));
  }

  double standardNormal() {
    if (!Double.isNaN(spare)) {
      double draw = spare;
      spare = Double.NaN;
      return draw;
    }
    double x1;
    double x2;
    double squared;
    do {
      x1 = 2 * uniform() - 1;
      x2 = 2 * uniform() - 1;
      squared = x1 * x1 + x2 * x2;
    } while (squared >= 1 || squared == 0);
    double factor = Math.sqrt(-2 * StrictMath.log(squared) / squared);
    spare = factor * x1;
    return factor * x2;
  }
}
