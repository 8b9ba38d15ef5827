package io.skerry.privacy.accounting;

import static io.skerry.privacy.accounting.NeighbouringRelation.REPLACE_ONE;
import static io.skerry.privacy.accounting.NeighbouringRelation.REPLACE_SPECIAL;

import io.skerry.privacy.accounting.PrivacyEvent.Composed;
import io.skerry.privacy.accounting.PrivacyEvent.DiscreteGaussian;
import io.skerry.privacy.accounting.PrivacyEvent.DiscreteLaplace;
import io.skerry.privacy.accounting.PrivacyEvent.EpsilonDelta;
import io.skerry.privacy.accounting.PrivacyEvent.Gaussian;
import io.skerry.privacy.accounting.PrivacyEvent.Group;
import io.skerry.privacy.accounting.PrivacyEvent.Laplace;
import io.skerry.privacy.accounting.PrivacyEvent.PoissonSampled;
import io.skerry.privacy.accounting.PrivacyEvent.SelfComposed;
import io.skerry.privacy.accounting.PrivacyEvent.TreeAggregation;
import io.skerry.privacy.accounting.loss.LossPair;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Which events have a known dominating pair under a relation, and that pair. */
final class PldPricing {
  private PldPricing() {}

  static boolean supports(NeighbouringRelation relation, PrivacyEvent event) {
    if (event instanceof Composed composed) {
      return composed.events().stream().allMatch(e -> supports(relation, e));
    }
    if (event instanceof SelfComposed repeated) {
      return supports(relation, repeated.event());
    }
    if (event instanceof PoissonSampled sampled) {
      return RdpPricing.isSampleable(sampled.event())
          || (relation != REPLACE_ONE && isOneNumber(sampled.event()));
    }
    if (event instanceof Group) {
      return RdpPricing.supports(relation, event);
    }
    return event instanceof TreeAggregation
        ? relation == REPLACE_SPECIAL
        : JointGaussian.is(event) || isOneNumber(event);
  }

  private static boolean isOneNumber(PrivacyEvent event) {
    return event instanceof Laplace
        || event instanceof DiscreteLaplace
        || event instanceof DiscreteGaussian
        || event instanceof EpsilonDelta;
  }

  /** Whether the losses of both directions have one distribution. */
  static boolean isSymmetric(NeighbouringRelation relation, PrivacyEvent event) {
    return relation == REPLACE_ONE || rate(event) == 1;
  }

  /** Whether {@code event} releases nothing. */
  static boolean isFree(PrivacyEvent event) {
    PrivacyEvent inner = unwrapped(event);
    return rate(event) == 0
        || (JointGaussian.is(inner) && JointGaussian.multiplier(inner) == Double.POSITIVE_INFINITY);
  }

  /**
   * What costs the same: Gaussians without sampling as the one that they compose to, and nothing
   * that is free.
   */
  static Map<PrivacyEvent, Long> joined(Map<PrivacyEvent, Long> counts) {
    Map<PrivacyEvent, Long> joined = new LinkedHashMap<>();
    List<PrivacyEvent> gaussians = new ArrayList<>();
    counts.forEach(
        (event, count) -> {
          if (JointGaussian.is(event)) {
            gaussians.add(new SelfComposed(event, count));
          } else if (!isFree(event)) {
            joined.put(event, count);
          }
        });
    double z = JointGaussian.multiplier(new Composed(gaussians));
    if (z < Double.POSITIVE_INFINITY) {
      joined.put(new Gaussian(z), 1L);
    }
    return joined;
  }

  /** Whether {@code event} protects nothing. */
  static boolean isOpen(PrivacyEvent event) {
    PrivacyEvent inner = unwrapped(event);
    return !isFree(event) && JointGaussian.is(inner) && JointGaussian.multiplier(inner) == 0;
  }

  /**
   * The pair of an event that is supported, not composed, not free and not open.
   *
   * @param add whether the unit is in the second of the two populations
   * @param tail mass at each end of a density that may be counted as the worst
   */
  static LossPair pair(
      NeighbouringRelation relation, PrivacyEvent event, boolean add, double tail) {
    double q = rate(event);
    PrivacyEvent inner = unwrapped(event);
    if (event instanceof Group group) {
      double z = JointGaussian.multiplier(inner);
      return LossPair.group(Math.toIntExact(group.size()), z, q, add, tail);
    }
    if (inner instanceof Laplace laplace) {
      return LossPair.laplace(laplace.noiseMultiplier(), q, add);
    }
    if (inner instanceof DiscreteLaplace laplace) {
      return LossPair.discreteLaplace(laplace.rate(), laplace.sensitivity(), q, add);
    }
    if (inner instanceof DiscreteGaussian gaussian) {
      return LossPair.discreteGaussian(gaussian.sigma(), gaussian.sensitivity(), q, add, tail);
    }
    if (inner instanceof EpsilonDelta stated) {
      return LossPair.stated(stated.epsilon(), stated.delta(), q, add);
    }
    double z = JointGaussian.multiplier(inner);
    return relation == REPLACE_ONE && q < 1
        ? LossPair.replaced(z, q, tail)
        : LossPair.gaussian(z, q, add, tail);
  }

  private static double rate(PrivacyEvent event) {
    if (event instanceof Group group) {
      return rate(group.event());
    }
    return event instanceof PoissonSampled sampled ? sampled.rate() : 1;
  }

  private static PrivacyEvent unwrapped(PrivacyEvent event) {
    if (event instanceof Group group) {
      return unwrapped(group.event());
    }
    return event instanceof PoissonSampled sampled ? sampled.event() : event;
  }
}
