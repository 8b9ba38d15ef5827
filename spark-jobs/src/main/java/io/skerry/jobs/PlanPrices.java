package io.skerry.jobs;

import io.skerry.privacy.PrivacyGuarantee;
import io.skerry.privacy.PrivacyPlan;
import io.skerry.privacy.accounting.GaussianPrivacy;
import io.skerry.privacy.accounting.NeighbouringRelation;
import io.skerry.privacy.accounting.PldAccountant;
import io.skerry.privacy.accounting.PldAccountant.Bounds;
import io.skerry.privacy.accounting.PrivacyEvent.SelfComposed;
import io.skerry.privacy.accounting.RdpAccountant;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.OptionalDouble;

/** Prints what a plan costs by each accountant that prices it, and what the figures mean. */
final class PlanPrices {
  private PlanPrices() {}

  static void print(PrivacyPlan plan, PrintWriter out) {
    print(plan.pricedRelation(), new SelfComposed(plan.round(), plan.rounds()), plan.delta(), out);
    out.println("epsilon is " + plan.meaning());
    out.flush();
  }

  /** The planned rounds of a run. */
  static void print(PrivacyGuarantee run, PrintWriter out) {
    out.println("noise-multiplier " + run.noiseMultiplier());
    print(run.relation(), run.plannedRounds(), run.delta(), out);
    out.println(Summary.meaning(run));
    out.flush();
  }

  private static void print(
      NeighbouringRelation relation, SelfComposed rounds, double delta, PrintWriter out) {
    PldAccountant pld = PldAccountant.of(relation);
    if (pld.supports(rounds)) {
      Bounds bounds = pld.plus(rounds, 1).epsilonBounds(delta);
      row(out, "pld", bounds.upper(), "upper bound; at least " + bounds.lower());
    }
    RdpAccountant rdp = RdpAccountant.of(relation);
    if (rdp.supports(rounds)) {
      row(out, "rdp", rdp.plus(rounds).epsilon(delta), "upper bound");
    }
    OptionalDouble zcdp = GaussianPrivacy.zcdp(rounds.event(), rounds.count(), delta);
    zcdp.ifPresent(epsilon -> row(out, "zcdp", epsilon, "upper bound"));
    GaussianPrivacy.gdp(rounds.event(), rounds.count(), delta)
        .ifPresent(
            epsilon ->
                row(out, "gdp", epsilon, zcdp.isPresent() ? "exact" : "approximate, not a bound"));
  }

  private static void row(PrintWriter out, String accountant, double epsilon, String kind) {
    out.println(String.format(Locale.ROOT, "%-5s %s  (%s)", accountant, epsilon, kind));
  }
}
