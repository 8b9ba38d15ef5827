package io.skerry.privacy;

import io.skerry.core.InvalidInputException;
import io.skerry.core.pipeline.RingStage.NoiseLevel;
import io.skerry.core.schedule.RoundPlan;
import io.skerry.core.schedule.Sampling;
import io.skerry.core.schedule.Schedule;
import io.skerry.privacy.accounting.NeighbouringRelation;
import io.skerry.privacy.accounting.PrivacyEvent;
import io.skerry.privacy.accounting.PrivacyEvent.FixedSizeSampled;
import io.skerry.privacy.accounting.PrivacyEvent.NonPrivate;
import io.skerry.privacy.accounting.PrivacyEvent.PoissonSampled;
import io.skerry.privacy.accounting.PrivacyEvent.SelfComposed;
import java.io.Serializable;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Noise on a sum of updates of norm at most C: how much is drawn and what it costs, from the same
 * numbers.
 *
 * @param law of the noise
 * @param bands of a banded matrix; 1 where there is none
 * @param dimension values of what a client sends
 * @param clip the largest norm of what a client sends, by {@link NoiseLaw#norm}
 * @param noiseMultiplier z
 * @param relation one that the placement and the sampling allow
 * @param hypothetical whose noise is simulated, where that is not the cohort's own
 * @param topUp whether the server adds the shares of clients that drop out
 */
record NoiseMechanism(
    NoiseLaw law,
    int bands,
    int dimension,
    double clip,
    double noiseMultiplier,
    Placement placement,
    NeighbouringRelation relation,
    @Nullable Hypothetical hypothetical,
    boolean topUp)
    implements Serializable {

  /** A cohort of M clients drawn from P, larger than what is simulated. */
  record Hypothetical(long cohort, long population) implements Serializable {}

  /** As configured; with a multiplier of 1 where it is still to be calibrated. */
  static NoiseMechanism of(
      PrivacySettings settings, Sampling sampling, double clip, int dimension) {
    Long cohort = settings.noiseCohort();
    Long population = settings.population();
    NoiseMechanism mechanism =
        new NoiseMechanism(
            settings.mechanism(),
            Objects.requireNonNullElse(settings.bands(), 1),
            dimension,
            clip,
            Objects.requireNonNullElse(settings.noiseMultiplier(), 1.0),
            settings.placement(),
            settings.relation() != null
                ? settings.relation()
                : defaultRelation(settings.placement(), sampling),
            cohort == null || population == null ? null : new Hypothetical(cohort, population),
            settings.topUp());
    mechanism.refuse(sampling);
    return mechanism;
  }

  NoiseMechanism withMultiplier(double z) {
    return new NoiseMechanism(
        law, bands, dimension, clip, z, placement, relation, hypothetical, topUp);
  }

  /**
   * Variances of the noise in a coordinate of the round's sum. The sum of a hypothetical cohort of
   * M would carry z C; the mean over the simulated cohort is as noisy as the mean over M would be.
   */
  NoiseLevel noise(RoundPlan plan) {
    double variance = variance(plan.schedule());
    int reports = plan.cohortSize() - plan.lost().length;
    CorrelatedNoise correlated = correlated();
    return switch (placement) {
      case CENTRAL ->
          new NoiseLevel(0, correlated == null ? variance : variance * correlated.variance(plan));
      case DISTRIBUTED -> {
        double shared = reports == 0 ? 0 : variance * reports / plan.cohortSize();
        yield new NoiseLevel(shared, topUp || reports == 0 ? variance - shared : 0);
      }
      case LOCAL -> new NoiseLevel(reports * variance, 0);
    };
  }

  /** The share of the noise that one client adds, in units of the ring. */
  NoiseLaw.Noise share(RoundPlan plan, int bits) {
    double units = Math.scalb(variance(plan.schedule()), 2 * bits);
    return law.noise(units, placement == Placement.LOCAL ? 1 : plan.cohortSize());
  }

  /** Whether the server adds shares of clients that dropped out. */
  boolean toppedUp(RoundPlan plan) {
    return placement == Placement.DISTRIBUTED && topUp && plan.lost().length > 0;
  }

  /** What correlates the noise of rounds; null where it is independent. */
  @Nullable CorrelatedNoise correlated() {
    return law.correlated(bands);
  }

  /** Deviation of one draw: of the noise on a client's update or the sum, where independent. */
  double deviation(Schedule schedule) {
    return Math.sqrt(variance(schedule));
  }

  /** The largest variance of the noise in a coordinate of a sum over {@code clients}. */
  double largestVariance(Schedule schedule, double clients) {
    CorrelatedNoise correlated = correlated();
    double draws = correlated == null ? 1 : correlated.mostVariance(schedule);
    return variance(schedule) * (placement == Placement.LOCAL ? clients : draws);
  }

  private double variance(Schedule schedule) {
    double share = hypothetical == null ? 1 : (double) schedule.size() / hypothetical.cohort();
    double deviation = noiseMultiplier * clip * share;
    return deviation * deviation * law.unitVariance();
  }

  /**
   * What a round costs.
   *
   * <ul>
   *   <li>Poisson sampling: noise of multiplier z, where it is Gaussian or Laplace amplified by the
   *       probability q with which each client takes part. A client more, less or zeroed moves the
   *       sum by at most C.
   *   <li>A uniform cohort of fixed size: a client that is zeroed moves the sum by at most C
   *       (multiplier z, not amplified), one that is replaced by at most 2C (z / 2, where it is
   *       Gaussian amplified as a sample without replacement).
   *   <li>Cohorts that take turns: a client that is zeroed moves one sum of a cycle by at most C
   *       (multiplier z), so that a cycle costs what one round does, or one tree, or a column of a
   *       banded matrix: columns at least a band apart have no row in common.
   *   <li>Local noise: whatever a client sends instead moves its update by at most 2C (z / 2).
   *       Nothing hides who takes part, so it is paid by every client in each of its rounds.
   *   <li>No noise costs infinity.
   * </ul>
   *
   * It is the cost where no noise is missing.
   */
  PrivacyEvent event(Schedule schedule) {
    long shares = placement == Placement.DISTRIBUTED ? (long) Math.ceil(schedule.mostClients()) : 1;
    return event(schedule, shares, 1);
  }

  /**
   * What this round costs: where the server tops nothing up, by the noise that is left; of a cycle
   * the first round pays, the others nothing.
   */
  PrivacyEvent event(RoundPlan plan) {
    if (paysByCycle(plan.schedule()) && (plan.round() - 1) % plan.schedule().cycle() > 0) {
      return new SelfComposed(event(plan.schedule()), 0);
    }
    int reports = plan.cohortSize() - plan.lost().length;
    return topUp || reports == 0
        ? event(plan.schedule())
        : event(plan.schedule(), reports, (double) reports / plan.cohortSize());
  }

  /**
   * @param shares of which the noise is made; more cost no less
   * @param left share of the variance that is not missing
   */
  private PrivacyEvent event(Schedule schedule, long shares, double left) {
    if (noiseMultiplier == 0) {
      return new NonPrivate();
    }
    double sensitivity = relation == NeighbouringRelation.REPLACE_ONE ? 2 : 1;
    double deviation = Math.sqrt(left);
    PrivacyEvent release =
        law.event(
            deviation * noiseMultiplier / sensitivity,
            () -> deviation * wholeDeviation(schedule),
            shares,
            dimension,
            new NoiseLaw.Repeats(schedule.cycle(), bands));
    if (!amplified(schedule)) {
      return release;
    }
    return schedule.sampling() == Sampling.POISSON
        ? new PoissonSampled(rate(schedule), release)
        : new FixedSizeSampled(schedule.size(), schedule.clients(), release);
  }

  /** Whether a price is that of a cycle, in which each client takes part once at the most. */
  boolean paysByCycle(Schedule schedule) {
    return schedule.sampling() == Sampling.CYCLIC
        && placement != Placement.LOCAL
        && topUp
        && noiseMultiplier > 0;
  }

  /**
   * Whether the price is that of a sample: for discrete Gaussians and Skellam no such price is
   * known, nor for a sample of fixed size of which a client is zeroed, or replaced under Laplace
   * noise; cohorts that were given are no sample.
   */
  boolean amplified(Schedule schedule) {
    boolean known =
        schedule.sampling() == Sampling.POISSON
            ? law == NoiseLaw.GAUSSIAN || law == NoiseLaw.LAPLACE
            : law == NoiseLaw.GAUSSIAN && relation == NeighbouringRelation.REPLACE_ONE;
    return known && placement != Placement.LOCAL && schedule.given().isEmpty();
  }

  /** In units of the ring, as a discrete law draws it. */
  private double wholeDeviation(Schedule schedule) {
    int bits = Resolution.encoding(this, schedule).bits();
    return law.drawnDeviation(Math.scalb(variance(schedule), 2 * bits));
  }

  /** The probability with which a client takes part, as it is priced. */
  double rate(Schedule schedule) {
    return hypothetical == null
        ? schedule.rate()
        : (double) hypothetical.cohort() / hypothetical.population();
  }

  /** The relation of a config that names none. */
  private static NeighbouringRelation defaultRelation(Placement placement, Sampling sampling) {
    if (placement == Placement.LOCAL) {
      return NeighbouringRelation.REPLACE_ONE;
    }
    return switch (sampling) {
      case POISSON -> NeighbouringRelation.ADD_OR_REMOVE_ONE;
      case UNIFORM, CYCLIC -> NeighbouringRelation.REPLACE_SPECIAL;
    };
  }

  /** Refuses what {@link #event} has no price for. */
  private void refuse(Sampling sampling) {
    if (placement == Placement.LOCAL && relation != NeighbouringRelation.REPLACE_ONE) {
      throw new InvalidInputException(
          "privacy.relation: local noise hides which of two updates a client sent; expected replace");
    }
    if (placement != Placement.LOCAL
        && sampling == Sampling.POISSON
        && relation == NeighbouringRelation.REPLACE_ONE) {
      throw new InvalidInputException(
          "privacy.relation: replace has no known price under Poisson sampling; expected"
              + " add-or-remove or zero-out");
    }
    if (law == NoiseLaw.DISCRETE_GAUSSIAN
        && placement == Placement.DISTRIBUTED
        && relation == NeighbouringRelation.ADD_OR_REMOVE_ONE) {
      throw new InvalidInputException(
          "privacy.relation: without a client the noise is a sum of one discrete Gaussian less, for"
              + " which there is no price; expected zero-out");
    }
    if (sampling == Sampling.UNIFORM && relation == NeighbouringRelation.ADD_OR_REMOVE_ONE) {
      throw new InvalidInputException(
          "privacy.relation: where a client is removed a cohort of fixed size takes another in its"
              + " place, so add-or-remove does not describe it; expected zero-out or replace");
    }
    if (!topUp && sampling == Sampling.POISSON) {
      throw new InvalidInputException(
          "privacy.top-up: under Poisson sampling it depends on who takes part how much of the noise"
              + " is missing, for which there is no price; expected true, or cohort.sampling"
              + " uniform");
    }
    if (sampling == Sampling.CYCLIC
        && placement != Placement.LOCAL
        && relation != NeighbouringRelation.REPLACE_SPECIAL) {
      throw new InvalidInputException(
          "privacy.relation: cohorts that take turns are priced by what each client does in its own;"
              + " expected zero-out");
    }
    if (correlated() != null && sampling != Sampling.CYCLIC) {
      throw new InvalidInputException(
          "privacy.mechanism: "
              + PrivacyNames.of(law)
              + " is priced where each client takes part once in a cycle; expected cohort.sampling"
              + " cyclic");
    }
    if (correlated() != null && placement != Placement.CENTRAL) {
      throw new InvalidInputException(
          "privacy.mechanism: noise of "
              + PrivacyNames.of(law)
              + " is in the sums of several rounds, which the server alone adds; expected"
              + " privacy.placement central");
    }
    if (hypothetical != null && law != NoiseLaw.GAUSSIAN) {
      throw new InvalidInputException(
          "privacy.noise-cohort: the noise of another cohort is simulated for Gaussian noise only;"
              + " expected privacy.mechanism gaussian");
    }
    if (hypothetical != null && (placement == Placement.LOCAL || sampling != Sampling.POISSON)) {
      throw new InvalidInputException(
          "privacy.noise-cohort: the noise of another cohort is priced under Poisson sampling only;"
              + " expected cohort.sampling poisson and a placement other than local");
    }
  }
}
