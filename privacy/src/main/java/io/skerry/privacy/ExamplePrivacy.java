package io.skerry.privacy;

import io.skerry.core.data.PopulationSpec;
import io.skerry.core.pipeline.Ledger;
import io.skerry.core.pipeline.NoisySteps;
import io.skerry.core.schedule.Schedule;
import io.skerry.privacy.accounting.AccountantKind;
import io.skerry.privacy.accounting.NeighbouringRelation;
import io.skerry.privacy.accounting.PrivacyEvent;
import io.skerry.privacy.accounting.PrivacyEvent.Gaussian;
import io.skerry.privacy.accounting.PrivacyEvent.Group;
import io.skerry.privacy.accounting.PrivacyEvent.NonPrivate;
import io.skerry.privacy.accounting.PrivacyEvent.PoissonSampled;
import io.skerry.privacy.accounting.PrivacyEvent.SelfComposed;
import java.util.List;

/**
 * What protects single examples where clients train with {@link NoisySteps} of their own (DP-SGD).
 *
 * <p>One example moves the sum of a step's clipped gradients by at most the clip, so that a step is
 * a Gaussian of multiplier z on a sample which the example entered with probability q. All steps of
 * all rounds in which its client took part compose: nothing hides who takes part. What a client's
 * number of examples enters (the denominator of a step, weights of updates) is not protected, and
 * therefore the relation is that one example's contribution is zeroed, the number being public.
 */
public final class ExamplePrivacy implements PrivacyGuarantee {
  private static final NeighbouringRelation RELATION = NeighbouringRelation.REPLACE_SPECIAL;

  /** The largest group for which the price of sampling is computed. */
  private static final int LARGEST_GROUP = 200;

  private final ExamplePrivacySettings settings;
  private final NoisySteps steps;
  private final Schedule schedule;
  private final PopulationSpec population;
  private final int rounds;

  /**
   * @param steps what each client does in a round
   * @param schedule which clients take part
   * @param rounds how many are planned
   */
  public ExamplePrivacy(
      ExamplePrivacySettings settings,
      NoisySteps steps,
      Schedule schedule,
      PopulationSpec population,
      int rounds) {
    this.settings = settings;
    this.steps = steps;
    this.schedule = schedule;
    this.population = population;
    this.rounds = rounds;
  }

  /** What the steps of a round cost each client of its cohort. */
  static PricedEvent priced(NoisySteps steps) {
    return new PricedEvent(
        new SelfComposed(step(steps), steps.steps()), RELATION, Placement.LOCAL, false, false);
  }

  private static PrivacyEvent step(NoisySteps steps) {
    if (steps.noiseMultiplier() == 0) {
      return new NonPrivate();
    }
    PrivacyEvent noise = new Gaussian(steps.noiseMultiplier());
    return steps.samplingRate() < 1 ? new PoissonSampled(steps.samplingRate(), noise) : noise;
  }

  /** The steps of a round for all examples of a client at once. */
  private PrivacyEvent clientRound() {
    PrivacyEvent step = step(steps);
    int examples = Math.max(1, population.maxSamples());
    if (!(step instanceof NonPrivate)) {
      // Sampling never costs more than none.
      boolean small = examples <= LARGEST_GROUP;
      step = new Group(examples, small ? step : new Gaussian(steps.noiseMultiplier()));
    }
    return new SelfComposed(step, steps.steps());
  }

  @Override
  public Ledger ledger() {
    return new LocalPrivacyLedger(
        settings.accountant().nothing(RELATION),
        priced(steps).event(),
        clientRound(),
        new Budget(settings.delta(), settings.maxEpsilon()));
  }

  @Override
  public double delta() {
    return settings.delta();
  }

  @Override
  public double noiseMultiplier() {
    return steps.noiseMultiplier();
  }

  @Override
  public boolean hypothetical() {
    return false;
  }

  @Override
  public NeighbouringRelation relation() {
    return RELATION;
  }

  @Override
  public AccountantKind accountant() {
    return settings.accountant();
  }

  @Override
  public SelfComposed plannedRounds() {
    long times = Participation.planned(schedule, rounds).most();
    return new SelfComposed(step(steps), Math.multiplyExact(times, steps.steps()));
  }

  @Override
  public PrivacyTerms terms() {
    return new PrivacyTerms(
        "example",
        PrivacyNames.of(RELATION),
        PrivacyNames.of(settings.accountant()),
        (steps.samplingRate() < 1
                ? "that each step takes each example of its client independently with probability "
                    + steps.samplingRate()
                : "no amplification by sampling")
            + " and that clients' numbers of examples are public",
        steps.noiseMultiplier(),
        "nobody",
        "simulated",
        "floating-point");
  }

  @Override
  public List<String> warnings() {
    long examples = population.samples();
    return steps.noiseMultiplier() > 0 && examples > 0 && settings.delta() >= 1.0 / examples
        ? List.of(
            "clients.privacy.delta: "
                + settings.delta()
                + " is not below 1 / "
                + examples
                + ", the number of examples; it allows one of them to be given away")
        : List.of();
  }

  @Override
  public List<String> statement(double epsilon) {
    if (steps.noiseMultiplier() == 0) {
      return List.of(
          "The gradients of examples are clipped and no noise is added: epsilon is infinite, nothing"
              + " is protected.");
    }
    PrivacyTerms terms = terms();
    return List.of(
        "Epsilon "
            + PrivacyStatement.round(epsilon)
            + " at delta "
            + settings.delta()
            + " per example, relation "
            + terms.relation()
            + " (one example's contribution replaced by zero), by "
            + PrivacyStatement.name(settings.accountant())
            + ", assuming "
            + terms.sampling()
            + ".",
        "Each client adds the noise itself in each of its steps: the epsilon is the largest over"
            + " clients, composed over the rounds in which a client took part.",
        "It covers what clients send and the sequence of models only: losses and other metrics are"
            + " the simulator's view.",
        PrivacyStatement.SIMULATED);
  }
}
