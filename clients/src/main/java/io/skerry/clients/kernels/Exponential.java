package io.skerry.clients.kernels;

/**
 * The exponential function and the logarithm from IEEE 754's basic operations only, so that their
 * bits do not depend on the machine or the compiler.
 */
public final class Exponential {
  static final float LOG2_E = 1.44269504f;

  /** ln 2 in two parts, the first of so few bits that its products with exponents are exact. */
  static final float LN_2_HIGH = 0.693359375f;

  static final float LN_2_LOW = -2.12194440e-4f;

  /** Adding it rounds to the nearest integer, which the low bits then hold. */
  static final float ROUNDING = 0x1.8p23f;

  /** The bits of 1. */
  static final int ONE = Float.floatToRawIntBits(1);

  private static final double LN_2 = 0.6931471805599453;

  /** The bits of the root of 2: that of 1/2 with the exponent of the numbers from 1 to 2. */
  private static final long ROOT = Double.doubleToRawLongBits(1.4142135623730951);

  private Exponential() {}

  /**
   * Puts e^x in the place of each x of {@code values[0..size)}, as {@link #exp(float)} computes it.
   *
   * @param size a whole number of cache lines
   */
  public static void exp(float[] values, int size) {
    if (Product.VECTORS) {
      Lanes.exp(values, size);
      return;
    }
    for (int i = 0; i < size; i++) {
      values[i] = exp(values[i]);
    }
  }

  /**
   * e^x within a relative error of 3e-7 for x in [-87, 87], e^-87 and e^87 beyond, NaN for NaN: 2^n
   * e^r with r = x - n ln 2 in [-0.35, 0.35] and e^r by Taylor's polynomial of degree 7.
   */
  static float exp(float x) {
    float clamped = Math.min(Math.max(x, -87), 87);
    float rounded = clamped * LOG2_E + ROUNDING;
    float n = rounded - ROUNDING;
    float r = Math.fma(n, -LN_2_HIGH, clamped);
    r = Math.fma(n, -LN_2_LOW, r);
    float power = Math.fma(r, 1 / 5040f, 1 / 720f);
    power = Math.fma(power, r, 1 / 120f);
    power = Math.fma(power, r, 1 / 24f);
    power = Math.fma(power, r, 1 / 6f);
    power = Math.fma(power, r, 1 / 2f);
    power = Math.fma(power, r, 1);
    power = Math.fma(power, r, 1);
    return power * Float.intBitsToFloat((Float.floatToRawIntBits(rounded) << 23) + ONE);
  }

  /**
   * ln x within 1e-11 for finite x >= 2^-1022; infinity and NaN for themselves.
   *
   * <p>x = 2^n m with m in [sqrt(1/2), sqrt(2)), and ln m = 2 artanh(s) with s = (m - 1) / (m + 1)
   * in [-0.172, 0.172] by its series, of which 2 s^15 / 15 and what follows is below 1e-12.
   */
  public static double log(double x) {
    if (!(x < Double.POSITIVE_INFINITY)) {
      return x;
    }
    long bits = Double.doubleToRawLongBits(x);
    long n = ((bits - ROOT) >> 52) + 1;
    double m = Double.longBitsToDouble(bits - (n << 52));
    double s = (m - 1) / (m + 1);
    double s2 = s * s;
    double s4 = s2 * s2;
    double low = 1 + s2 * (1 / 3.0) + s4 * (1 / 5.0 + s2 * (1 / 7.0));
    double high = 1 / 9.0 + s2 * (1 / 11.0) + s4 * (1 / 13.0);
    return n * LN_2 + 2 * s * (low + s4 * s4 * high);
  }
}
