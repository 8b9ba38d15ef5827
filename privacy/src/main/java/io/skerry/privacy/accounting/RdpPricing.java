package io.skerry.privacy.accounting;

import io.skerry.privacy.accounting.PrivacyEvent.Composed;
import io.skerry.privacy.accounting.PrivacyEvent.Gaussian;
import io.skerry.privacy.accounting.PrivacyEvent.PoissonSampled;
import io.skerry.privacy.accounting.PrivacyEvent.SelfComposed;
import java.util.Arrays;

/** Which events have a known RDP curve under a relation, and that curve. */
final class RdpPricing {
  private RdpPricing() {}

  static boolean supports(NeighbouringRelation relation, PrivacyEvent event) {
    if (event instanceof Composed composed) {
      return composed.events().stream().allMatch(e -> supports(relation, e));
    }
    if (event instanceof SelfComposed repeated) {
      return supports(relation, repeated.event());
    }
    return !(event instanceof PoissonSampled sampled)
        || (relation != NeighbouringRelation.REPLACE_ONE && !samples(sampled.event()));
  }

  private static boolean samples(PrivacyEvent event) {
    if (event instanceof Composed composed) {
      return composed.events().stream().anyMatch(RdpPricing::samples);
    }
    if (event instanceof SelfComposed repeated) {
      return samples(repeated.event());
    }
    return event instanceof PoissonSampled;
  }

  /** rdp at each of {@code orders} of an event that is supported and not composed. */
  static double[] curve(PrivacyEvent event, double[] orders) {
    if (event instanceof PoissonSampled sampled && sampled.rate() < 1) {
      return SubsampledGaussianRdp.curve(sampled.rate(), multiplier(sampled.event()), orders);
    }
    double z = multiplier(event instanceof PoissonSampled sampled ? sampled.event() : event);
    return Arrays.stream(orders).map(a -> a / (2 * z * z)).toArray();
  }

  /**
   * z of the one Gaussian event that equals several on the same sample: their outputs are jointly
   * one vector, with 1/z^2 the sum of the parts' 1/z^2.
   */
  private static double multiplier(PrivacyEvent event) {
    if (event instanceof Gaussian gaussian) {
      return gaussian.noiseMultiplier();
    }
    if (event instanceof SelfComposed repeated) {
      return repeated.count() == 0
          ? Double.POSITIVE_INFINITY
          : multiplier(repeated.event()) / Math.sqrt((double) repeated.count());
    }
    if (event instanceof Composed composed) {
      return 1
          / Math.sqrt(
              composed.events().stream()
                  .mapToDouble(RdpPricing::multiplier)
                  .map(z -> 1 / (z * z))
                  .sum());
    }
    return 0; // NonPrivate
  }
}
