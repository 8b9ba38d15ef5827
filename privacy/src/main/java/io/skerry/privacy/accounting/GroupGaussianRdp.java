package io.skerry.privacy.accounting;

import java.util.Arrays;

/**
 * RDP of a Poisson-sampled Gaussian for a group of k units, of which Binomial(k, q) are in the
 * sample: the mean over x ~ N(0, 1) of R^a, where a group is there, and of R^(1-a), where it is
 * not, the larger of the two, with
 *
 * <pre>R = sum over j of C(k,j) q^j (1 - q)^(k - j) exp(j x / z - j^2 / (2 z^2)).</pre>
 *
 * <p>The trapezoidal rule errs by less than 1e-13 relative; the result is rounded up by {@value
 * #SLACK} of the mean. Sampling never costs more than no sampling, which bounds every order, and
 * alone those at which a k / z is above {@value #LARGEST}.
 */
final class GroupGaussianRdp {
  private static final double SLACK = 1e-12;
  private static final double TAIL = 10;
  private static final double LARGEST = 400;

  private GroupGaussianRdp() {}

  static double[] curve(long size, double q, double z, double[] orders) {
    if (q == 0 || z == Double.POSITIVE_INFINITY) {
      return new double[orders.length];
    }
    double[] unsampled = Arrays.stream(orders).map(a -> a * size * size / (2 * z * z)).toArray();
    double largest = Arrays.stream(orders).filter(a -> a * size / z <= LARGEST).max().orElse(0);
    if (q == 1 || largest == 0) {
      return unsampled;
    }
    int k = Math.toIntExact(size);
    double reach = TAIL + largest * k / z;
    double step = Math.min(0.25, z / (2 * k));
    double[] square = new double[(int) Math.ceil((reach + TAIL + k / z) / step)];
    double[] logRatio = new double[square.length];
    for (int i = 0; i < square.length; i++) {
      double x = -TAIL - k / z + i * step;
      square[i] = x * x / 2;
      logRatio[i] = logRatio(k, q, z, x);
    }
    double[] curve = new double[orders.length];
    for (int i = 0; i < orders.length; i++) {
      double a = orders[i];
      curve[i] = unsampled[i];
      if (a * k / z <= LARGEST) {
        double mean = Math.max(logMean(a, logRatio, square), logMean(1 - a, logRatio, square));
        double scale = StrictMath.log(step / Math.sqrt(2 * Math.PI));
        curve[i] = Math.min(curve[i], Math.max(0, mean + scale + SLACK) / (a - 1));
      }
    }
    return curve;
  }

  private static double logRatio(int k, double q, double z, double x) {
    double[] logs = new double[k + 1];
    double logChoose = 0;
    for (int j = 0; j <= k; j++) {
      logs[j] =
          logChoose
              + j * StrictMath.log(q)
              + (k - j) * StrictMath.log1p(-q)
              + j * x / z
              - (double) j * j / (2 * z * z);
      logChoose += StrictMath.log((k - j) / (j + 1.0));
    }
    return RdpFormulas.logSum(logs);
  }

  private static double logMean(double power, double[] logRatio, double[] square) {
    double[] logs = new double[square.length];
    for (int i = 0; i < logs.length; i++) {
      logs[i] = power * logRatio[i] - square[i];
    }
    return RdpFormulas.logSum(logs);
  }
}
