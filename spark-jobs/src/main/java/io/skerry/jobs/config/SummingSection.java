package io.skerry.jobs.config;

import io.skerry.aggregators.WeightedMean;
import io.skerry.aggregators.WeightedMean.Weights;
import io.skerry.core.data.PopulationSpec;
import io.skerry.core.pipeline.Pipeline;
import io.skerry.core.schedule.Sampling;
import io.skerry.core.schedule.Schedule;
import io.skerry.core.sum.RangeEncoding;
import io.skerry.core.sum.RingSum;
import java.util.Map;
import java.util.TreeMap;

/** How updates are protected and summed: the keys {@code aggregator} and {@code privacy}. */
public record SummingSection(Weights weights, double range) {
  private static final Map<String, Weights> WEIGHTS =
      new TreeMap<>(Map.of("examples", Weights.EXAMPLES, "uniform", Weights.UNIFORM));

  static SummingSection read(ConfigSection root) {
    ConfigSection aggregator = root.sectionOrEmpty("aggregator");
    aggregator.oneOf("type", Map.of("mean", "mean"), "mean");
    return new SummingSection(
        aggregator.oneOf("weights", WEIGHTS, "examples"), aggregator.number("range", 64));
  }

  /** The way of an update for cohorts of this schedule and population. */
  public Pipeline<RingSum> pipeline(Schedule schedule, PopulationSpec population) {
    // Twelve standard deviations of a Poisson cohort's size are never exceeded.
    double clients =
        schedule.sampling() == Sampling.POISSON
            ? Math.min(population.clients(), schedule.size() + 12 * Math.sqrt(schedule.size()))
            : schedule.size();
    double most = weights == Weights.UNIFORM ? 1 : population.maxSamples();
    return Pipeline.plain(RangeEncoding.forSum(range, clients * most), WeightedMean.by(weights));
  }
}
