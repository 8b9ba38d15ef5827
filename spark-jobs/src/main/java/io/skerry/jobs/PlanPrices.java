package io.skerry.jobs;

import io.skerry.privacy.PrivacyPlan;
import io.skerry.privacy.accounting.GaussianPrivacy;
import io.skerry.privacy.accounting.PldAccountant;
import io.skerry.privacy.accounting.PldAccountant.Bounds;
import io.skerry.privacy.accounting.RdpAccountant;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.OptionalDouble;

/** Prints what a plan costs by each accountant, and what the figures mean. */
final class PlanPrices {
  private PlanPrices() {}

  static void print(PrivacyPlan plan, PrintWriter out) {
    Bounds pld =
        PldAccountant.of(plan.pricedRelation())
            .plus(plan.round(), plan.rounds())
            .epsilonBounds(plan.delta());
    double rdp = plan.epsilon(RdpAccountant.of(plan.pricedRelation()));
    row(out, "pld", pld.upper(), "upper bound; at least " + pld.lower());
    row(out, "rdp", rdp, "upper bound");
    OptionalDouble zcdp = GaussianPrivacy.zcdp(plan.round(), plan.rounds(), plan.delta());
    zcdp.ifPresent(epsilon -> row(out, "zcdp", epsilon, "upper bound"));
    double gdp = GaussianPrivacy.gdp(plan.round(), plan.rounds(), plan.delta());
    row(out, "gdp", gdp, zcdp.isPresent() ? "exact" : "approximate, not a bound");
    out.println("epsilon is " + plan.meaning());
    out.flush();
  }

  private static void row(PrintWriter out, String accountant, double epsilon, String kind) {
    out.println(String.format(Locale.ROOT, "%-5s %s  (%s)", accountant, epsilon, kind));
  }
}
