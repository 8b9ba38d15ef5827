package io.skerry.privacy.accounting.loss;

/**
 * The discrete Fourier transform of a power of two of complex numbers, in place. Every root of
 * unity is computed for itself, so that rounding grows only with the logarithm of the size: each
 * output errs by at most {@link #ERROR} log2(n) times the sum of absolute inputs.
 */
final class FourierTransform {
  /**
   * Of a butterfly, in units of its inputs: 5.7 half units in the last place by the root of unity,
   * whose angle is rounded, 2.3 by the multiplication, 1 by the addition.
   */
  static final double ERROR = 10 * 0x1p-53;

  private final int n;
  private final double[] cos;
  private final double[] sin;

  FourierTransform(int n) {
    this.n = n;
    this.cos = new double[n / 2];
    this.sin = new double[n / 2];
    for (int k = 0; k < n / 2; k++) {
      cos[k] = StrictMath.cos(2 * Math.PI * k / n);
      sin[k] = -StrictMath.sin(2 * Math.PI * k / n);
    }
  }

  /** Outputs in bit-reversed order. */
  void forward(double[] re, double[] im) {
    for (int half = n / 2, stride = 1; half >= 1; half /= 2, stride *= 2) {
      for (int from = 0; from < n; from += 2 * half) {
        for (int k = 0; k < half; k++) {
          int i = from + k;
          int j = i + half;
          double c = cos[k * stride];
          double s = sin[k * stride];
          double dr = re[i] - re[j];
          double di = im[i] - im[j];
          re[i] += re[j];
          im[i] += im[j];
          re[j] = dr * c - di * s;
          im[j] = dr * s + di * c;
        }
      }
    }
  }

  /** Undoes {@link #forward}, from bit-reversed order. */
  void inverse(double[] re, double[] im) {
    for (int half = 1, stride = n / 2; half < n; half *= 2, stride /= 2) {
      for (int from = 0; from < n; from += 2 * half) {
        for (int k = 0; k < half; k++) {
          int i = from + k;
          int j = i + half;
          double c = cos[k * stride];
          double s = -sin[k * stride];
          double jr = re[j] * c - im[j] * s;
          double ji = re[j] * s + im[j] * c;
          re[j] = re[i] - jr;
          im[j] = im[i] - ji;
          re[i] += jr;
          im[i] += ji;
        }
      }
    }
    for (int i = 0; i < n; i++) {
      re[i] /= n;
      im[i] /= n;
    }
  }
}
