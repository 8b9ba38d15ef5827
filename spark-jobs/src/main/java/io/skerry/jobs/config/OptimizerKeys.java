package io.skerry.jobs.config;

import io.skerry.clients.LocalOptimizer;
import io.skerry.clients.LocalOptimizer.StepDecay;
import io.skerry.clients.UpdateRule;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** The keys of {@code clients} that say how a gradient becomes a step. */
final class OptimizerKeys {
  private static final Map<String, Function<ConfigSection, UpdateRule>> RULES =
      new TreeMap<>(
          Map.of(
              "sgd", keys -> new UpdateRule.Sgd(),
              "momentum", keys -> new UpdateRule.Momentum(keys.number("momentum", 0.9)),
              "adam", OptimizerKeys::adam));

  private OptimizerKeys() {}

  static LocalOptimizer read(ConfigSection clients) {
    ConfigSection optimizer = clients.sectionOrEmpty("optimizer");
    return new LocalOptimizer(
        optimizer.oneOf("type", RULES, "sgd").apply(optimizer),
        clients.number("rate"),
        clients.has("rate-decay") ? decay(clients.section("rate-decay")) : StepDecay.NONE,
        clients.number("weight-decay", 0),
        clients.number("gradient-clip", Double.POSITIVE_INFINITY));
  }

  private static UpdateRule adam(ConfigSection keys) {
    return new UpdateRule.Adam(
        keys.number("beta1", 0.9), keys.number("beta2", 0.999), keys.number("epsilon", 1e-8));
  }

  private static StepDecay decay(ConfigSection keys) {
    return new StepDecay(keys.number("factor"), keys.integer("every", 1));
  }
}
