package io.skerry.jobs.config;

import io.skerry.clients.Batches.Poisson;
import io.skerry.clients.DpSgd;
import io.skerry.core.InvalidInputException;
import io.skerry.privacy.ExamplePrivacySettings;
import io.skerry.privacy.PrivacyNames;

/**
 * The key {@code clients.privacy}.
 *
 * @param batches drawn with the sampling rate, for as many steps as pass over the examples {@code
 *     clients.epochs} times on average
 */
record ExamplePrivacySection(DpSgd mechanism, Poisson batches, ExamplePrivacySettings settings) {
  private static final double MOST_STEPS = 1e6;

  static ExamplePrivacySection read(ConfigSection clients) {
    ConfigSection privacy = clients.section("privacy");
    if (clients.has("batch")) {
      throw new InvalidInputException(
          "clients.batch: with clients.privacy examples enter a batch independently; expected"
              + " clients.privacy.sampling-rate alone");
    }
    if (clients.has("stragglers")) {
      throw new InvalidInputException(
          "clients.stragglers: with clients.privacy all steps are priced; expected no stragglers");
    }
    DpSgd mechanism = new DpSgd(privacy.number("clip"), privacy.number("noise-multiplier"));
    double rate = privacy.number("sampling-rate");
    int epochs = clients.integer("epochs", 1, 1);
    if (rate > 0 && epochs / rate > MOST_STEPS) {
      throw new InvalidInputException(
          "clients.privacy.sampling-rate: a pass takes 1 / rate steps; expected at most a million"
              + " a round, not "
              + epochs / rate);
    }
    // What 1 / rate is off by rounding is no step.
    int steps = rate > 0 ? epochs * (int) Math.ceil(1 / rate - 1e-9) : 1;
    Double maxEpsilon = privacy.optionalNumber("max-epsilon").orElse(null);
    if (maxEpsilon != null && mechanism.noiseMultiplier() == 0) {
      throw new InvalidInputException(
          "clients.privacy.max-epsilon: without noise epsilon is infinite; expected a"
              + " clients.privacy.noise-multiplier above 0, or no budget");
    }
    return new ExamplePrivacySection(
        mechanism,
        new Poisson(rate, steps),
        new ExamplePrivacySettings(
            privacy.number("delta"),
            maxEpsilon,
            privacy.oneOf("accountant", PrivacyNames.ACCOUNTANTS, "rdp")));
  }
}
