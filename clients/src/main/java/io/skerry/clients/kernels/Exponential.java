package io.skerry.clients.kernels;

/**
 * The exponential function from additions and multiplications only, so that its bits do not depend
 * on the machine or the compiler.
 */
public final class Exponential {
  private static final double LOG2_E = 1.4426950408889634;
  private static final double LN_2 = 0.6931471805599453;

  /** Adding it rounds to the nearest integer, which the low bits then hold. */
  private static final double ROUNDING = 0x1.8p52;

  private Exponential() {}

  /**
   * e^x within a relative error of 1e-8 for x in [-700, 700]; e^-700 for smaller x, NaN for NaN.
   *
   * <p>e^x = 2^n e^r with r = x - n ln 2 in [-0.35, 0.35], and e^r by Taylor's polynomial of degree
   * 7, whose relative error is below 0.35^8 / 8! e^0.35 = 8e-9. Its terms are paired (Estrin), so
   * that they are computed side by side.
   */
  public static double exp(double x) {
    double clamped = x < -700 ? -700 : x;
    double rounded = clamped * LOG2_E + ROUNDING;
    double r = clamped - (rounded - ROUNDING) * LN_2;
    double r2 = r * r;
    double low = 1 + r + r2 * (1 / 2.0 + r * (1 / 6.0));
    double high = 1 / 24.0 + r * (1 / 120.0) + r2 * (1 / 720.0 + r * (1 / 5040.0));
    long exponent = Double.doubleToRawLongBits(rounded) + 1023;
    return (low + r2 * r2 * high) * Double.longBitsToDouble(exponent << 52);
  }
}
