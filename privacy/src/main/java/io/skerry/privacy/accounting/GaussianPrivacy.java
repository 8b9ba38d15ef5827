package io.skerry.privacy.accounting;

import io.skerry.privacy.accounting.PrivacyEvent.PoissonSampled;
import java.util.OptionalDouble;

/** Other notions of what Gaussian rounds cost, to compare with; no run is priced by them. */
public final class GaussianPrivacy {
  private GaussianPrivacy() {}

  /**
   * By zero-concentrated differential privacy (Bun and Steinke 2016, Proposition 1.3): rho + 2
   * sqrt(rho ln(1 / delta)) with rho = rounds / (2 z^2). None for what is not just Gaussian.
   */
  public static OptionalDouble zcdp(PrivacyEvent event, long rounds, double delta) {
    if (!JointGaussian.is(event)) {
      return OptionalDouble.empty();
    }
    double z = JointGaussian.multiplier(event);
    double rho = rounds / (2 * z * z);
    return OptionalDouble.of(rho + 2 * Math.sqrt(-rho * StrictMath.log(delta)));
  }

  /**
   * By Gaussian differential privacy (Dong, Roth and Su 2022): exact without sampling, mu =
   * sqrt(rounds) / z; with it the limit of many rounds, mu = q sqrt(rounds (e^(1/z^2) - 1)) (Bu,
   * Dong, Long and Su 2020), which may be above or below what is true. None for other events.
   */
  public static OptionalDouble gdp(PrivacyEvent event, long rounds, double delta) {
    double mu;
    if (event instanceof PoissonSampled sampled && JointGaussian.is(sampled.event())) {
      double z = JointGaussian.multiplier(sampled.event());
      mu = sampled.rate() * Math.sqrt(rounds * StrictMath.expm1(1 / (z * z)));
    } else if (JointGaussian.is(event)) {
      mu = Math.sqrt((double) rounds) / JointGaussian.multiplier(event);
    } else {
      return OptionalDouble.empty();
    }
    return OptionalDouble.of(
        mu == 0 ? 0 : Double.isInfinite(mu) ? mu : AnalyticGaussian.epsilon(1 / mu, delta));
  }
}
