package io.skerry.partitioners.distributions;

import io.skerry.core.random.RandomStream;

/** Gamma draws with scale 1 (Marsaglia and Tsang 2000), as logarithms: small shapes underflow. */
public final class Gammas {
  private Gammas() {}

  /** The logarithm of one draw of Gamma(shape, 1); the shape must be positive and finite. */
  public static double log(RandomStream stream, double shape) {
    if (shape < 1) {
      // Gamma(a) = Gamma(a + 1) U^(1/a); where even the logarithm overflows, draws count as equal.
      double log = log(stream, shape + 1) + StrictMath.log(stream.nextPositiveDouble()) / shape;
      return Math.max(log, -Double.MAX_VALUE);
    }
    double d = shape - 1 / 3.0;
    double c = 1 / Math.sqrt(9 * d);
    while (true) {
      double x = Normals.next(stream);
      double root = 1 + c * x;
      if (root <= 0) {
        continue;
      }
      double logV = 3 * StrictMath.log(root);
      double bound = 0.5 * x * x + d - d * root * root * root + d * logV;
      if (StrictMath.log(stream.nextPositiveDouble()) < bound) {
        return StrictMath.log(d) + logV;
      }
    }
  }
}
