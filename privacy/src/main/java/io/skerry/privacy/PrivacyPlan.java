package io.skerry.privacy;

import io.skerry.core.InvalidInputException;
import io.skerry.core.random.RandomKey;
import io.skerry.core.schedule.Sampling;
import io.skerry.core.schedule.Schedule;
import io.skerry.privacy.accounting.Accountant;
import io.skerry.privacy.accounting.AccountantKind;
import io.skerry.privacy.accounting.Calibration;
import io.skerry.privacy.accounting.NeighbouringRelation;
import io.skerry.privacy.accounting.PrivacyEvent;
import io.skerry.privacy.accounting.PrivacyEvent.SelfComposed;
import org.jspecify.annotations.Nullable;

/**
 * Rounds with central noise that are only thought of, priced as a run of them would be.
 *
 * @param clients of the population
 * @param cohort clients a round: the mean number under Poisson sampling
 */
public record PrivacyPlan(
    double noiseMultiplier,
    Sampling sampling,
    long clients,
    int cohort,
    long rounds,
    double delta,
    @Nullable NeighbouringRelation relation) {

  public PrivacyPlan {
    if (!(1 <= cohort && cohort <= clients)) {
      throw new InvalidInputException(
          "A plan's cohort must be 1 to " + clients + ", its number of clients, not " + cohort);
    }
    if (rounds < 1) {
      throw new InvalidInputException("A plan's rounds must be at least 1, not " + rounds);
    }
    if (!(delta > 0 && delta < 1)) {
      throw new InvalidInputException("A plan's delta must be in (0, 1), not " + delta);
    }
  }

  /** The plan with another noise multiplier. */
  public PrivacyPlan withNoise(double z) {
    return new PrivacyPlan(z, sampling, clients, cohort, rounds, delta, relation);
  }

  /** The plan with other rounds. */
  public PrivacyPlan withRounds(long rounds) {
    return new PrivacyPlan(noiseMultiplier, sampling, clients, cohort, rounds, delta, relation);
  }

  /** The plan with another cohort. */
  public PrivacyPlan withCohort(int cohort) {
    return new PrivacyPlan(noiseMultiplier, sampling, clients, cohort, rounds, delta, relation);
  }

  /** The relation, as named or as the sampling has it. */
  public NeighbouringRelation pricedRelation() {
    return mechanism().relation();
  }

  /** What one round releases. */
  public PrivacyEvent round() {
    return mechanism().event(schedule());
  }

  /** What {@code nothing}, an accountant of the relation, asks for the plan. */
  public double epsilon(Accountant nothing) {
    return nothing.plus(round(), rounds).epsilon(delta);
  }

  /** The plan with the least noise that costs at most {@code epsilon}. */
  public PrivacyPlan calibrated(Accountant nothing, double epsilon) {
    return withNoise(
        Calibration.noiseMultiplier(
            nothing, z -> new SelfComposed(withNoise(z).round(), rounds), epsilon, delta));
  }

  /** The plan with the most rounds, up to a million, that costs at most {@code epsilon}. */
  public PrivacyPlan longest(Accountant nothing, double epsilon) {
    return withRounds(
        Calibration.largest(
            n -> withRounds(n).epsilon(nothing) <= epsilon, 1_000_000, "number of rounds"));
  }

  /** The plan with the largest cohort that costs at most {@code epsilon}. */
  public PrivacyPlan widest(Accountant nothing, double epsilon) {
    return withCohort(
        (int)
            Calibration.largest(
                m -> withCohort((int) m).epsilon(nothing) <= epsilon,
                Math.min(clients, Integer.MAX_VALUE),
                "cohort"));
  }

  /** Unit, relation and assumption, without which an epsilon says nothing. */
  public String meaning() {
    NoiseMechanism mechanism = mechanism();
    return "per client with all its examples, at delta "
        + delta
        + ", relation "
        + PrivacyNames.of(mechanism.relation())
        + ", assuming "
        + PrivacyStatement.sampling(mechanism, schedule());
  }

  /** What the clients' updates are clipped to does not enter the price: 1. */
  private NoiseMechanism mechanism() {
    return NoiseMechanism.of(
        new PrivacySettings(
            NoiseLaw.GAUSSIAN,
            null,
            1,
            new Clipping.Flat(),
            noiseMultiplier,
            null,
            Placement.CENTRAL,
            null,
            delta,
            null,
            relation,
            null,
            null,
            AccountantKind.RDP,
            true),
        sampling,
        1,
        1);
  }

  private Schedule schedule() {
    return new Schedule(sampling, cohort, clients, RandomKey.of(0));
  }
}
