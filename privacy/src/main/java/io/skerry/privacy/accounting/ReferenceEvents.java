package io.skerry.privacy.accounting;

import io.skerry.core.InvalidInputException;
import io.skerry.privacy.accounting.PrivacyEvent.Composed;
import io.skerry.privacy.accounting.PrivacyEvent.DiscreteGaussian;
import io.skerry.privacy.accounting.PrivacyEvent.DiscreteLaplace;
import io.skerry.privacy.accounting.PrivacyEvent.EpsilonDelta;
import io.skerry.privacy.accounting.PrivacyEvent.FixedSizeSampled;
import io.skerry.privacy.accounting.PrivacyEvent.Gaussian;
import io.skerry.privacy.accounting.PrivacyEvent.Group;
import io.skerry.privacy.accounting.PrivacyEvent.Laplace;
import io.skerry.privacy.accounting.PrivacyEvent.PoissonSampled;
import io.skerry.privacy.accounting.PrivacyEvent.SelfComposed;
import io.skerry.privacy.accounting.PrivacyEvent.TreeAggregation;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * The event that a reference record's parameters describe.
 *
 * @param unit what one unit of the record's noise multipliers is, in ours: 1, or 1/2 where the
 *     record counts in the sensitivity to one client and the relation moves by two
 */
record ReferenceEvents(double unit) {
  /** What is asked of an event, or names it, rather than being part of it. */
  private static final Set<String> QUESTION =
      Set.of("delta", "epsilon", "target_epsilon", "orders", "mechanism");

  PrivacyEvent event(String mechanism, ReferenceFields params) {
    return switch (mechanism) {
      case "gaussian",
          "poisson_gaussian",
          "poisson_subsampled_gaussian",
          "rdp_curve",
          "delta_at_epsilon",
          "analytic_gaussian",
          "calibration" -> {
        expectOnly(params, "noise_multiplier", "q", "steps");
        yield rounds(gaussian(params, "noise_multiplier"), params);
      }
      case "joint_release_same_sample" -> {
        expectOnly(params, "z1", "z2", "q", "steps");
        yield rounds(new Composed(List.of(gaussian(params, "z1"), gaussian(params, "z2"))), params);
      }
      case "laplace" -> {
        expectOnly(params, "noise_multiplier", "q", "steps");
        yield rounds(new Laplace(unit * params.number("noise_multiplier")), params);
      }
      case "discrete_laplace" -> {
        expectOnly(params, "a", "sensitivity", "steps");
        yield rounds(new DiscreteLaplace(params.number("a"), params.count("sensitivity")), params);
      }
      case "discrete_gaussian" -> {
        expectOnly(params, "sigma", "sensitivity", "steps");
        yield rounds(
            new DiscreteGaussian(params.number("sigma"), params.count("sensitivity")), params);
      }
      case "epsilon_delta_composition" -> {
        // Here epsilon is the event's own, not the question.
        expectOnly(params, "delta0", "steps");
        yield rounds(new EpsilonDelta(params.number("epsilon"), params.number("delta0")), params);
      }
      case "fixed_size_without_replacement" -> {
        expectOnly(params, "source_dataset_size", "sample_size", "noise_multiplier", "steps");
        yield new SelfComposed(
            new FixedSizeSampled(
                params.count("sample_size"),
                params.count("source_dataset_size"),
                gaussian(params, "noise_multiplier")),
            params.count("steps"));
      }
      case "group_privacy" -> {
        expectOnly(params, "group_size", "noise_multiplier", "q", "steps");
        yield new SelfComposed(
            new Group(
                params.count("group_size"),
                new PoissonSampled(params.number("q"), gaussian(params, "noise_multiplier"))),
            params.count("steps"));
      }
      case "tree_aggregation" -> {
        expectOnly(params, "noise_multiplier", "step_counts", "trees");
        yield trees(params);
      }
      case "heterogeneous_composition" -> {
        expectOnly(params, "events");
        yield new Composed(
            params.objects("events").stream().map(e -> event(e.text("mechanism"), e)).toList());
      }
      default -> throw refusal(params, "mechanism", mechanism);
    };
  }

  private Gaussian gaussian(ReferenceFields params, String name) {
    return new Gaussian(unit * params.number(name));
  }

  private static PrivacyEvent rounds(PrivacyEvent event, ReferenceFields params) {
    double q = params.has("q") ? params.number("q") : 1;
    return new SelfComposed(q == 1 ? event : new PoissonSampled(q, event), params.count("steps"));
  }

  /** Trees one after the other within one epoch: a unit is in one leaf of the largest. */
  private static PrivacyEvent trees(ReferenceFields params) {
    double leaves = Arrays.stream(params.numbers("step_counts")).max().orElse(0);
    return new SelfComposed(
        new TreeAggregation(params.number("noise_multiplier"), (long) leaves),
        params.count("trees"));
  }

  private static void expectOnly(ReferenceFields params, String... names) {
    for (Object name : params.map().keySet()) {
      if (!QUESTION.contains(name) && !Arrays.asList(names).contains(name)) {
        throw refusal(params, "parameter", name);
      }
    }
  }

  static InvalidInputException refusal(ReferenceFields record, String what, Object name) {
    return new InvalidInputException(
        "Record " + record.id() + " asks for " + what + " " + name + ", which has no price.");
  }
}
