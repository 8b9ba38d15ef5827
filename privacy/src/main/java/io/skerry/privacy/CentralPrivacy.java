package io.skerry.privacy;

import io.skerry.core.InvalidInputException;
import io.skerry.core.model.ParameterLayout;
import io.skerry.core.pipeline.Ledger;
import io.skerry.core.pipeline.RingStage;
import io.skerry.core.pipeline.VectorStage;
import io.skerry.core.schedule.Sampling;
import io.skerry.core.schedule.Schedule;
import io.skerry.core.sum.NormEncoding;
import io.skerry.privacy.Clipping.Adaptive;
import io.skerry.privacy.Clipping.PerLayer;
import io.skerry.privacy.accounting.Accountant;
import io.skerry.privacy.accounting.AccountantKind;
import io.skerry.privacy.accounting.Calibration;
import io.skerry.privacy.accounting.NeighbouringRelation;
import io.skerry.privacy.accounting.PrivacyEvent;
import io.skerry.privacy.accounting.PrivacyEvent.Composed;
import io.skerry.privacy.accounting.PrivacyEvent.SelfComposed;
import io.skerry.privacy.randomness.Randomness;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * All that protects a run, from one clip norm C, so that sensitivity, noise and price cannot
 * disagree. What there is no price for is refused here, before the run.
 *
 * <p>Each update is clipped to norm C, also as integers of the ring; where C adapts, updates are
 * summed in units of C, and 1 stands for it here. Noise of standard deviation z C, or Laplace noise
 * of scale z C, goes into the sum: drawn by the server, or in shares of variance z^2 C^2 / m by the
 * m clients of the round's plan, diverged ones included, or by the server where m = 0, and for
 * those that dropped out unless rounds are priced without it; or each client adds all of it to its
 * own update. {@link NoiseMechanism#event} says what a round costs, local noise for each client by
 * its own rounds.
 *
 * <p>The parts go into one pipeline: {@link #clip} last of the vector stages, then {@link
 * #encoding}, then {@link #noise} first of the ring stages, an aggregator that divides the sum of
 * updates of weight 1 by {@link #denominator}, and {@link #ledger} as the simulation's ledger.
 */
public final class CentralPrivacy implements PrivacyGuarantee {
  private final PrivacySettings settings;
  private final Schedule schedule;
  private final int maxSamples;
  private final int rounds;
  private final Randomness randomness;
  private final NoiseMechanism mechanism;
  private final VectorStage clip;
  private final NormEncoding encoding;

  /**
   * @param schedule which clients take part
   * @param maxSamples an upper bound of one client's training examples
   * @param rounds how many are planned
   * @param layout of the values of an update
   * @throws InvalidInputException where the settings do not go together with the schedule
   */
  public CentralPrivacy(
      PrivacySettings settings,
      Schedule schedule,
      int maxSamples,
      int rounds,
      ParameterLayout layout) {
    this(settings, schedule, maxSamples, rounds, layout, Randomness.SIMULATED);
  }

  /**
   * The same with noise from elsewhere than the seed.
   *
   * @param randomness of the noise
   */
  public CentralPrivacy(
      PrivacySettings settings,
      Schedule schedule,
      int maxSamples,
      int rounds,
      ParameterLayout layout,
      Randomness randomness) {
    this.settings = settings;
    this.randomness = randomness;
    this.schedule = schedule;
    this.maxSamples = maxSamples;
    this.rounds = rounds;
    this.mechanism = mechanism(layout.size());
    this.clip = clipStage(layout);
    this.encoding = Resolution.encoding(mechanism, schedule);
  }

  /** Weighs where a cap is set, and clips: the last stage on the float vector. */
  public VectorStage clip() {
    return clip;
  }

  /** Encodes so that the integers obey C exactly. */
  public NormEncoding encoding() {
    return encoding;
  }

  /** Adds the noise and emits the event that the ledger prices. */
  public RingStage noise() {
    return new NoiseStage(mechanism, encoding.bits(), randomness);
  }

  /**
   * What the sum is divided by: how many clients the config lets expect, never the number of those
   * that came, which depends on who they are.
   */
  public double denominator() {
    return schedule.expectedReports();
  }

  @Override
  public Ledger ledger() {
    Budget budget = new Budget(settings.delta(), settings.maxEpsilon());
    return settings.placement() == Placement.LOCAL
        ? new LocalPrivacyLedger(nothing(), mechanism.event(schedule), null, budget)
        : new PrivacyLedger(mechanism, budget, nothing());
  }

  @Override
  public double delta() {
    return settings.delta();
  }

  @Override
  public boolean hypothetical() {
    return mechanism.hypothetical() != null;
  }

  @Override
  public double noiseMultiplier() {
    return mechanism.noiseMultiplier();
  }

  /** Epsilon of all planned rounds together; where their cohorts matter it draws them all. */
  public double plannedEpsilon() {
    return nothing().plus(plannedRounds()).epsilon(settings.delta());
  }

  @Override
  public SelfComposed plannedRounds() {
    if (settings.topUp()) {
      return new SelfComposed(mechanism.event(schedule), timesPaid());
    }
    List<PrivacyEvent> each =
        IntStream.rangeClosed(1, rounds)
            .mapToObj(round -> mechanism.event(schedule.plan(round)))
            .toList();
    return new SelfComposed(new Composed(each), 1);
  }

  @Override
  public NeighbouringRelation relation() {
    return mechanism.relation();
  }

  @Override
  public AccountantKind accountant() {
    return settings.accountant();
  }

  private Accountant nothing() {
    return settings.accountant().nothing(mechanism.relation());
  }

  /** Whether the update of a client that is alone in its round has all of the noise on it. */
  public boolean coversOne() {
    return settings.placement() != Placement.CENTRAL && mechanism.noiseMultiplier() > 0;
  }

  /**
   * Refuses secure aggregation that would give up rounds because of who takes part: for that there
   * is no price. Under uniform sampling it follows from numbers that everybody knows.
   */
  public void requireEverySum() {
    if (schedule.sampling() == Sampling.UNIFORM
        || settings.placement() == Placement.LOCAL
        || mechanism.noiseMultiplier() == 0) {
      return;
    }
    if (settings.placement() == Placement.CENTRAL) {
      throw new InvalidInputException(
          "privacy.placement: a Poisson cohort can be one client, whose round secure aggregation"
              + " gives up, for which there is no price; expected distributed or local, or"
              + " cohort.sampling uniform");
    }
    if (schedule.dropout() > 0) {
      throw new InvalidInputException(
          "cohort.dropout: under Poisson sampling it depends on who takes part whether secure"
              + " aggregation gives a round up, for which there is no price; expected"
              + " cohort.sampling uniform");
    }
  }

  /**
   * Checks {@code aggregator.weights}: under a weight cap clients are weighed before the clip, by
   * their examples; without one all count alike.
   *
   * @param byExamples whether the config asks for weights by examples
   */
  public void requireWeights(boolean byExamples) {
    if (byExamples && settings.weightCap() == null) {
      throw new InvalidInputException(
          "aggregator.weights: a mean weighted by examples reveals them; under privacy expected"
              + " uniform, or privacy.weight-cap, the number of examples above which a client"
              + " counts no more");
    }
    if (!byExamples && settings.weightCap() != null) {
      throw new InvalidInputException(
          "privacy.weight-cap: caps weights by examples; expected aggregator.weights examples, not"
              + " uniform");
    }
  }

  @Override
  public List<String> warnings() {
    List<String> warnings = new ArrayList<>();
    long population = settings.population() == null ? schedule.clients() : settings.population();
    if (mechanism.noiseMultiplier() > 0 && settings.delta() >= 1.0 / population) {
      warnings.add(
          "privacy.delta: "
              + settings.delta()
              + " is not below 1 / "
              + population
              + ", the number of clients; it allows one of them to be given away");
    }
    if (settings.weightCap() != null && settings.weightCap() > maxSamples) {
      warnings.add(
          "privacy.weight-cap: no client has "
              + settings.weightCap()
              + " examples (at most "
              + maxSamples
              + "), so that none counts fully");
    }
    return warnings;
  }

  @Override
  public PrivacyTerms terms() {
    return PrivacyStatement.terms(mechanism, schedule, settings.accountant(), randomness);
  }

  @Override
  public List<String> statement(double epsilon) {
    return PrivacyStatement.of(
        mechanism, schedule, settings.accountant(), randomness, epsilon, settings.delta());
  }

  private VectorStage clipStage(ParameterLayout layout) {
    if (settings.clipping() instanceof Adaptive adaptive) {
      return new AdaptiveClipStage(
          settings.clip(),
          adaptive.quantile(),
          adaptive.rate(),
          spread(adaptive, mechanism.noiseMultiplier()),
          settings.weightCap());
    }
    return settings.clipping() instanceof PerLayer layers
        ? LayerClipStage.of(layout, settings.clip(), layers.bounds(), settings.weightCap())
        : new ClipStage(mechanism.law().norm(), settings.clip(), settings.weightCap());
  }

  /** s = z / sigma_b; any where there is no noise. */
  private double spread(Adaptive adaptive, double z) {
    double cohort =
        settings.noiseCohort() == null ? schedule.size() : (double) settings.noiseCohort();
    double noise = Objects.requireNonNullElse(adaptive.indicatorNoise(), cohort / 20);
    if (z >= 2 * noise) {
      throw new InvalidInputException(
          "privacy.indicator-noise: with a noise multiplier of "
              + z
              + " an indicator's noise of deviation "
              + noise
              + " alone costs as much as the budget; expected more than half of it");
    }
    return z == 0 ? 1 : z / noise;
  }

  private NoiseMechanism mechanism(int dimension) {
    boolean adaptive = settings.clipping() instanceof Adaptive;
    NoiseMechanism mechanism =
        NoiseMechanism.of(
            settings,
            schedule.sampling(),
            adaptive ? 1 : settings.clip(),
            adaptive ? dimension + 1 : dimension);
    if (adaptive && mechanism.correlated() != null) {
      throw new InvalidInputException(
          "privacy.clipping: noise of "
              + PrivacyNames.of(mechanism.law())
              + " cancels over rounds of one clip; expected flat or per-layer");
    }
    if (mechanism.bands() > schedule.cycle()) {
      throw new InvalidInputException(
          "privacy.bands: each client takes part again after "
              + schedule.cycle()
              + " rounds; expected at most as many bands, not "
              + mechanism.bands());
    }
    Accountant nothing = settings.accountant().nothing(mechanism.relation());
    PrivacyEvent event = mechanism.event(schedule);
    if (!nothing.supports(event)) {
      throw new InvalidInputException(
          "privacy.accountant: "
              + PrivacyNames.of(settings.accountant())
              + " has no price for "
              + event
              + " under "
              + PrivacyNames.of(mechanism.relation())
              + "; expected "
              + Arrays.stream(AccountantKind.values())
                  .filter(kind -> kind.nothing(mechanism.relation()).supports(event))
                  .map(PrivacyNames::of)
                  .collect(Collectors.joining(" or ")));
    }
    Double target = settings.targetEpsilon();
    if (target == null) {
      return mechanism;
    }
    long times = timesPaid();
    try {
      return mechanism.withMultiplier(
          Calibration.noiseMultiplier(
              nothing,
              z -> new SelfComposed(mechanism.withMultiplier(z).event(schedule), times),
              target,
              settings.delta()));
    } catch (InvalidInputException e) {
      throw new InvalidInputException("privacy.target-epsilon: " + e.getMessage(), e);
    }
  }

  /** How often the event is paid in the planned rounds; with local noise by the busiest client. */
  private long timesPaid() {
    if (settings.placement() != Placement.LOCAL) {
      long cycle = schedule.sampling() == Sampling.CYCLIC ? schedule.cycle() : 1;
      return (rounds + cycle - 1) / cycle;
    }
    return Participation.planned(schedule, rounds).most();
  }
}
