package io.skerry.jobs;

import io.skerry.core.InvalidInputException;
import io.skerry.core.schedule.Sampling;
import io.skerry.privacy.PrivacyNames;
import io.skerry.privacy.PrivacyPlan;
import io.skerry.privacy.accounting.Accountant;
import io.skerry.privacy.accounting.AccountantKind;
import io.skerry.privacy.accounting.NeighbouringRelation;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What every question about a plan says, on the command line. */
final class PlanOptions {
  @Option(names = "--clients", required = true, description = "Clients of the population.")
  private long clients;

  @Option(names = "--delta", required = true, description = "Delta of (epsilon, delta).")
  private double delta;

  @Option(
      names = "--sampling",
      defaultValue = "poisson",
      description = "poisson (default) or uniform; as cohort.sampling of a config.")
  private String sampling = "poisson";

  @Option(
      names = "--relation",
      description = "add-or-remove, zero-out or replace (default: by sampling).")
  private @Nullable String relation;

  /** The plan with these figures. */
  PrivacyPlan plan(double noiseMultiplier, int cohort, long rounds) {
    NeighbouringRelation named = relation == null ? null : PrivacyNames.RELATIONS.get(relation);
    if (relation != null && named == null) {
      throw new InvalidInputException(
          "--relation: expected one of " + PrivacyNames.RELATIONS.keySet() + ", not " + relation);
    }
    Sampling drawn =
        switch (sampling) {
          case "poisson" -> Sampling.POISSON;
          case "uniform" -> Sampling.UNIFORM;
          default ->
              throw new InvalidInputException(
                  "--sampling: expected poisson or uniform, not " + sampling);
        };
    return new PrivacyPlan(noiseMultiplier, drawn, clients, cohort, rounds, delta, named);
  }

  /** The accountant of that name, with nothing spent. */
  static Accountant nothing(String accountant, PrivacyPlan plan) {
    AccountantKind kind = PrivacyNames.ACCOUNTANTS.get(accountant);
    if (kind == null) {
      throw new InvalidInputException("--accountant: expected pld or rdp, not " + accountant);
    }
    return kind.nothing(plan.pricedRelation());
  }
}
