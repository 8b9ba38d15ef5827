package io.skerry.privacy.accounting;

import java.util.Arrays;

/**
 * RDP of a Gaussian on a sample of fixed size, under replacement (Wang, Balle, Kasiviswanathan
 * 2019, Theorem 27): with q = sample / population, E(j) = exp((j - 1) j / (2 z^2)) and B(l) the
 * mean of (e^u - 1)^l, at whole orders
 *
 * <pre>exp((a - 1) rdp(a)) &lt;= 1 + C(a,2) q^2 min(4 (E(2) - 1), 2 E(2))
 *   + sum over j from 3 to a of C(a,j) q^j min(4 sqrt(B(j or j - 1) B(j or j + 1)), 2 E(j)),
 * </pre>
 *
 * the even ones of the two taken. Sampling never costs more than no sampling, which bounds every
 * order, and alone those above {@value #LARGEST}.
 */
final class FixedSizeGaussianRdp {
  private static final int LARGEST = 128;
  private static final double TAIL = 12;
  private static final double STEP = 0.125;

  private final double logQ;
  private final double z;
  private final double[] logEven = new double[LARGEST / 2 + 2];

  private FixedSizeGaussianRdp(double q, double z) {
    this.logQ = StrictMath.log(q);
    this.z = z;
    Arrays.fill(logEven, Double.NaN);
  }

  static double[] curve(long sample, long population, double z, double[] orders) {
    if (z == Double.POSITIVE_INFINITY) {
      return new double[orders.length];
    }
    FixedSizeGaussianRdp rdp = new FixedSizeGaussianRdp((double) sample / population, z);
    return Arrays.stream(orders)
        .map(a -> Math.min(a / (2 * z * z), RdpFormulas.interpolate(rdp::whole, a)))
        .toArray();
  }

  private double whole(double order) {
    if (order > LARGEST) {
      return order / (2 * z * z);
    }
    int a = (int) order;
    double[] logTerms = new double[a];
    logTerms[0] = 0;
    double choose = a;
    for (int j = 2; j <= a; j++) {
      choose *= (a - j + 1.0) / j;
      double bound =
          j == 2
              ? Math.min(Math.log(4) + logExpm1(1 / (z * z)), Math.log(2) + logE(2))
              : Math.min(
                  Math.log(4) + (logEven(j / 2) + logEven((j + 1) / 2)) / 2, Math.log(2) + logE(j));
      logTerms[j - 1] = StrictMath.log(choose) + j * logQ + bound;
    }
    return RdpFormulas.logSum(logTerms) / (a - 1);
  }

  private double logE(int j) {
    return (j - 1.0) * j / (2 * z * z);
  }

  private static double logExpm1(double x) {
    return x + StrictMath.log(-StrictMath.expm1(-x));
  }

  /** ln B(2 half), by the trapezoidal rule on a function without poles. */
  private double logEven(int half) {
    if (Double.isNaN(logEven[half])) {
      int nodes = (int) Math.ceil((2 * TAIL + 2 * half / z) / (STEP * Math.min(1, z))) + 1;
      double[] logs = new double[nodes];
      for (int i = 0; i < nodes; i++) {
        double t = -TAIL + i * STEP * Math.min(1, z);
        double u = t / z - 1 / (2 * z * z);
        double logAbs = u > 0 ? logExpm1(u) : StrictMath.log(-StrictMath.expm1(u));
        logs[i] = 2 * half * logAbs - t * t / 2;
      }
      double scale = STEP * Math.min(1, z) / Math.sqrt(2 * Math.PI);
      logEven[half] = RdpFormulas.logSum(logs) + StrictMath.log(scale);
    }
    return logEven[half];
  }
}
