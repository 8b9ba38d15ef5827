package io.skerry.privacy.accounting;

import static io.skerry.privacy.accounting.NeighbouringRelation.REPLACE_ONE;
import static io.skerry.privacy.accounting.NeighbouringRelation.REPLACE_SPECIAL;

import io.skerry.privacy.accounting.PrivacyEvent.Composed;
import io.skerry.privacy.accounting.PrivacyEvent.DiscreteGaussian;
import io.skerry.privacy.accounting.PrivacyEvent.DiscreteGaussianSum;
import io.skerry.privacy.accounting.PrivacyEvent.DiscreteLaplace;
import io.skerry.privacy.accounting.PrivacyEvent.EpsilonDelta;
import io.skerry.privacy.accounting.PrivacyEvent.FixedSizeSampled;
import io.skerry.privacy.accounting.PrivacyEvent.Group;
import io.skerry.privacy.accounting.PrivacyEvent.Laplace;
import io.skerry.privacy.accounting.PrivacyEvent.PoissonSampled;
import io.skerry.privacy.accounting.PrivacyEvent.SelfComposed;
import io.skerry.privacy.accounting.PrivacyEvent.Skellam;
import io.skerry.privacy.accounting.PrivacyEvent.TreeAggregation;
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
    if (event instanceof PoissonSampled sampled) {
      return relation != REPLACE_ONE && isSampleable(sampled.event());
    }
    if (event instanceof FixedSizeSampled sampled) {
      return relation == REPLACE_ONE && isSampleable(sampled.event());
    }
    if (event instanceof Group group) {
      PrivacyEvent base = group.event();
      return relation != REPLACE_ONE
          && isSampleable(base instanceof PoissonSampled sampled ? sampled.event() : base);
    }
    return !(event instanceof TreeAggregation) || relation == REPLACE_SPECIAL;
  }

  /** Gaussians, but for the trees, whose leaves are not of one sample. */
  static boolean isSampleable(PrivacyEvent event) {
    return JointGaussian.is(event) && !holdsTree(event);
  }

  private static boolean holdsTree(PrivacyEvent event) {
    return event instanceof TreeAggregation
        || (event instanceof SelfComposed repeated && holdsTree(repeated.event()))
        || (event instanceof Composed composed
            && composed.events().stream().anyMatch(RdpPricing::holdsTree));
  }

  /** rdp at each of {@code orders} of an event that is supported and not composed. */
  static double[] curve(PrivacyEvent event, double[] orders) {
    if (event instanceof PoissonSampled sampled && sampled.rate() < 1) {
      double z = JointGaussian.multiplier(sampled.event());
      return SubsampledGaussianRdp.curve(sampled.rate(), z, orders);
    }
    if (event instanceof PoissonSampled sampled) {
      return curve(sampled.event(), orders);
    }
    if (event instanceof FixedSizeSampled sampled) {
      double z = JointGaussian.multiplier(sampled.event());
      return sampled.sample() == sampled.population()
          ? gaussian(z, orders)
          : FixedSizeGaussianRdp.curve(sampled.sample(), sampled.population(), z, orders);
    }
    if (event instanceof Group group && group.event() instanceof PoissonSampled sampled) {
      double z = JointGaussian.multiplier(sampled.event());
      return GroupGaussianRdp.curve(group.size(), sampled.rate(), z, orders);
    }
    if (event instanceof Group group) {
      return gaussian(JointGaussian.multiplier(group.event()) / group.size(), orders);
    }
    return JointGaussian.is(event)
        ? gaussian(JointGaussian.multiplier(event), orders)
        : Arrays.stream(orders).map(a -> price(event, a)).toArray();
  }

  private static double[] gaussian(double z, double[] orders) {
    return Arrays.stream(orders).map(a -> a / (2 * z * z)).toArray();
  }

  private static double price(PrivacyEvent event, double order) {
    if (event instanceof Laplace laplace) {
      return RdpFormulas.laplace(laplace.noiseMultiplier(), order);
    }
    if (event instanceof DiscreteLaplace laplace) {
      return RdpFormulas.discreteLaplace(laplace.rate(), laplace.sensitivity(), order);
    }
    if (event instanceof DiscreteGaussian gaussian) {
      double z = gaussian.sigma() / gaussian.sensitivity();
      return order / (2 * z * z);
    }
    if (event instanceof DiscreteGaussianSum sum) {
      return RdpFormulas.sum(sum, order);
    }
    if (event instanceof Skellam skellam) {
      return RdpFormulas.skellam(skellam, order);
    }
    if (event instanceof EpsilonDelta stated) {
      return RdpFormulas.pure(stated.epsilon(), order);
    }
    throw new IllegalArgumentException("no RDP curve of " + event);
  }
}
