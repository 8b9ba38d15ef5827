package io.skerry.jobs.config;

import io.skerry.aggregators.WeightedMean;
import io.skerry.aggregators.WeightedMean.Weights;
import io.skerry.core.InvalidInputException;
import io.skerry.core.data.PopulationSpec;
import io.skerry.core.model.ParameterLayout;
import io.skerry.core.pipeline.Pipeline;
import io.skerry.core.pipeline.RingStage;
import io.skerry.core.pipeline.VectorStage;
import io.skerry.core.schedule.Schedule;
import io.skerry.core.sum.RangeEncoding;
import io.skerry.core.sum.RingSum;
import io.skerry.privacy.CentralPrivacy;
import io.skerry.privacy.PrivacySettings;
import io.skerry.privacy.randomness.Randomness;
import io.skerry.privacy.secureaggregation.SecureAggregation;
import io.skerry.privacy.secureaggregation.SecureAggregationSettings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * How updates are protected and summed: the keys {@code aggregator}, {@code privacy} and {@code
 * secure-aggregation}.
 *
 * @param range largest absolute value of a coordinate, where no clip bounds it
 * @param secret whether noise, masks and cohorts come from a secret of the run
 */
public record SummingSection(
    Weights weights,
    double range,
    Optional<PrivacySettings> privacy,
    boolean secret,
    Optional<SecureAggregationSettings> secureAggregation) {
  private static final Map<String, Weights> WEIGHTS =
      new TreeMap<>(Map.of("examples", Weights.EXAMPLES, "uniform", Weights.UNIFORM));

  private static final double DEFAULT_RANGE = 64;

  private static final Map<String, Boolean> PROTOCOLS =
      new TreeMap<>(Map.of("bonawitz", false, "secagg-plus", true));

  private static final Map<String, Boolean> RANDOMNESS =
      new TreeMap<>(Map.of("secret", true, "simulated", false));

  /** What the config's keys come to for one population and schedule. */
  public record Summing(Pipeline<RingSum> pipeline, Optional<CentralPrivacy> privacy) {}

  /**
   * @param controlled whether clients have control variates, which count alike
   */
  static SummingSection read(ConfigSection root, boolean controlled) {
    ConfigSection aggregator = root.sectionOrEmpty("aggregator");
    aggregator.oneOf("type", Map.of("mean", "mean"), "mean");
    Optional<PrivacySettings> privacy = Optional.empty();
    boolean secret = false;
    if (root.has("privacy")) {
      ConfigSection keys = root.section("privacy");
      privacy = Optional.of(PrivacySection.read(keys));
      secret = keys.oneOf("randomness", RANDOMNESS, "simulated");
    }
    Weights weights =
        aggregator.oneOf(
            "weights", WEIGHTS, privacy.isPresent() || controlled ? "uniform" : "examples");
    if (controlled && weights == Weights.EXAMPLES) {
      throw new InvalidInputException(
          "aggregator.weights: the server's control variate of scaffold is the plain mean of the"
              + " clients'; expected uniform, not examples");
    }
    if (privacy.isPresent() && aggregator.has("range")) {
      throw new InvalidInputException(
          "aggregator.range: with privacy the clip bounds an update, expected no range");
    }
    double range = aggregator.number("range", DEFAULT_RANGE);
    if (!(range > 0 && Double.isFinite(range))) {
      throw new InvalidInputException("aggregator.range: expected a positive number, not " + range);
    }
    return new SummingSection(
        weights,
        range,
        privacy,
        secret,
        root.has("secure-aggregation")
            ? Optional.of(secureAggregation(root.section("secure-aggregation")))
            : Optional.empty());
  }

  private static SecureAggregationSettings secureAggregation(ConfigSection section) {
    boolean sparse = section.oneOf("protocol", PROTOCOLS);
    if (!sparse && section.has("neighbours")) {
      throw new InvalidInputException(
          "secure-aggregation.neighbours: under bonawitz all clients are neighbours; expected"
              + " secure-aggregation.protocol secagg-plus, or no neighbours");
    }
    return new SecureAggregationSettings(
        sparse ? section.integer("neighbours", 2) : null,
        section.optionalNumber("threshold").orElse(null),
        section.flag("active", false));
  }

  /**
   * The way of an update for these cohorts.
   *
   * @param rounds how many are planned
   * @param layout of the values of an update
   * @param randomness of noise and masks
   */
  public Summing summing(
      Schedule schedule,
      PopulationSpec population,
      int rounds,
      ParameterLayout layout,
      Randomness randomness) {
    if (secureAggregation.isPresent() && schedule.size() < 2) {
      throw new InvalidInputException(
          "cohort.size: the sum over one client is its update; under secure-aggregation expected at"
              + " least 2, not "
              + schedule.size());
    }
    if (privacy.isEmpty()) {
      double heaviest = weights == Weights.UNIFORM ? 1 : population.maxSamples();
      return new Summing(
          new Pipeline<>(
              List.of(),
              RangeEncoding.forSum(range, schedule.mostClients() * heaviest),
              masks(layout.size(), false, randomness),
              WeightedMean.by(weights)),
          Optional.empty());
    }
    CentralPrivacy mechanism =
        new CentralPrivacy(
            privacy.get(), schedule, population.maxSamples(), rounds, layout, randomness);
    mechanism.requireWeights(weights == Weights.EXAMPLES);
    if (secureAggregation.isPresent()) {
      mechanism.requireEverySum();
    }
    VectorStage clip = mechanism.clip();
    return new Summing(
        new Pipeline<>(
            List.of(clip),
            mechanism.encoding(),
            Stream.concat(
                    Stream.of(mechanism.noise()),
                    masks(layout.size() + clip.appended(), mechanism.coversOne(), randomness)
                        .stream())
                .toList(),
            WeightedMean.over(mechanism.denominator())),
        Optional.of(mechanism));
  }

  private List<RingStage> masks(int length, boolean coversOne, Randomness randomness) {
    return secureAggregation
        .<RingStage>map(settings -> new SecureAggregation(settings, length, coversOne, randomness))
        .stream()
        .toList();
  }
}
