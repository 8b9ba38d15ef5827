package io.skerry.jobs.config;

import io.skerry.aggregators.WeightedMean;
import io.skerry.aggregators.WeightedMean.Weights;
import io.skerry.core.InvalidInputException;
import io.skerry.core.data.PopulationSpec;
import io.skerry.core.pipeline.Pipeline;
import io.skerry.core.schedule.Schedule;
import io.skerry.core.sum.RangeEncoding;
import io.skerry.core.sum.RingSum;
import io.skerry.privacy.CentralPrivacy;
import io.skerry.privacy.PrivacySettings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How updates are protected and summed: the keys {@code aggregator} and {@code privacy}.
 *
 * @param range largest absolute value of a coordinate, where no clip bounds it
 */
public record SummingSection(Weights weights, double range, Optional<PrivacySettings> privacy) {
  private static final Map<String, Weights> WEIGHTS =
      new TreeMap<>(Map.of("examples", Weights.EXAMPLES, "uniform", Weights.UNIFORM));

  private static final double DEFAULT_RANGE = 64;

  /** What the config's keys come to for one population and schedule. */
  public record Summing(Pipeline<RingSum> pipeline, Optional<CentralPrivacy> privacy) {}

  static SummingSection read(ConfigSection root) {
    ConfigSection aggregator = root.sectionOrEmpty("aggregator");
    aggregator.oneOf("type", Map.of("mean", "mean"), "mean");
    Optional<PrivacySettings> privacy =
        root.has("privacy")
            ? Optional.of(PrivacySection.read(root.section("privacy")))
            : Optional.empty();
    Weights weights =
        aggregator.oneOf("weights", WEIGHTS, privacy.isPresent() ? "uniform" : "examples");
    if (privacy.isPresent() && aggregator.has("range")) {
      throw new InvalidInputException(
          "aggregator.range: with privacy the clip bounds an update, expected no range");
    }
    double range = aggregator.number("range", DEFAULT_RANGE);
    if (!(range > 0 && Double.isFinite(range))) {
      throw new InvalidInputException("aggregator.range: expected a positive number, not " + range);
    }
    return new SummingSection(weights, range, privacy);
  }

  /**
   * The way of an update for these cohorts.
   *
   * @param rounds how many are planned
   */
  public Summing summing(Schedule schedule, PopulationSpec population, int rounds) {
    if (privacy.isEmpty()) {
      double heaviest = weights == Weights.UNIFORM ? 1 : population.maxSamples();
      return new Summing(
          Pipeline.plain(
              RangeEncoding.forSum(range, schedule.mostClients() * heaviest),
              WeightedMean.by(weights)),
          Optional.empty());
    }
    CentralPrivacy mechanism =
        new CentralPrivacy(privacy.get(), schedule, population.maxSamples(), rounds);
    mechanism.requireWeights(weights == Weights.EXAMPLES);
    return new Summing(
        new Pipeline<>(
            List.of(mechanism.clip()),
            mechanism.encoding(),
            List.of(mechanism.noise()),
            WeightedMean.over(mechanism.denominator())),
        Optional.of(mechanism));
  }
}
