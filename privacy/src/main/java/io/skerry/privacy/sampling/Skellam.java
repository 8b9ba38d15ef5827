package io.skerry.privacy.sampling;

import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The symmetric Skellam law: the difference of two Poisson draws of the same mean. Sums of Skellam
 * draws are Skellam, of the sum of their variances. The table that it draws by has some 50 times
 * sigma entries and is made where the first draw happens.
 */
public final class Skellam implements IntegerLaw {
  private static final long serialVersionUID = 1L;
  private static final long MOST = 1L << 36;

  private final long variance;
  private final long parts;
  private transient volatile @Nullable Poisson poisson;

  /**
   * sigma^2 = variance / parts.
   *
   * @param variance at least 1, at most 2^36 times {@code parts}
   * @param parts at least 1
   */
  public Skellam(long variance, long parts) {
    if (parts < 1 || parts > 1 << 20 || variance < 1 || variance / parts > MOST) {
      throw new IllegalArgumentException(
          "a Skellam variance must be in (0, 2^36], not " + variance + " / " + parts);
    }
    this.variance = variance;
    this.parts = parts;
  }

  @Override
  public long draw(LongSupplier bits) {
    Poisson half = poisson;
    if (half == null) {
      poisson = half = new Poisson(variance, 2 * parts);
    }
    long first = half.draw(bits);
    return first - half.draw(bits);
  }
}
