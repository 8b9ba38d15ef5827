package io.skerry.privacy;

import io.skerry.core.schedule.Sampling;
import io.skerry.core.schedule.Schedule;
import io.skerry.privacy.NoiseMechanism.Hypothetical;
import io.skerry.privacy.accounting.AccountantKind;
import io.skerry.privacy.randomness.Randomness;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/** Says what an epsilon means and what it does not cover. */
final class PrivacyStatement {
  static final String SIMULATED =
      "The noise comes from the experiment's public seed (simulated): a model made with it is not"
          + " safe to release.";

  private static final MathContext UP = new MathContext(4, RoundingMode.CEILING);

  private PrivacyStatement() {}

  static PrivacyTerms terms(
      NoiseMechanism mechanism,
      Schedule schedule,
      AccountantKind accountant,
      Randomness randomness) {
    return new PrivacyTerms(
        "client",
        PrivacyNames.of(mechanism.relation()),
        PrivacyNames.of(accountant),
        sampling(mechanism, schedule),
        mechanism.noiseMultiplier(),
        trust(mechanism, schedule),
        randomness.name(),
        mechanism.law().exact ? "exact" : "floating-point");
  }

  private static String trust(NoiseMechanism mechanism, Schedule schedule) {
    return switch (mechanism.placement()) {
      case CENTRAL -> "trusted server";
      case DISTRIBUTED ->
          mechanism.topUp() && schedule.dropout() > 0 ? "trusted server" : "sum only";
      case LOCAL -> "nobody";
    };
  }

  static List<String> of(
      NoiseMechanism mechanism,
      Schedule schedule,
      AccountantKind accountant,
      Randomness randomness,
      double epsilon,
      double delta) {
    if (mechanism.noiseMultiplier() == 0) {
      return List.of(
          "Updates are clipped and no noise is added: epsilon is infinite, nothing is protected.");
    }
    PrivacyTerms terms = terms(mechanism, schedule, accountant, randomness);
    List<String> lines = new ArrayList<>();
    lines.add(
        "Epsilon "
            + round(epsilon)
            + " at delta "
            + delta
            + " per client with all its examples, relation "
            + terms.relation()
            + " ("
            + meaning(mechanism)
            + "), by "
            + name(accountant)
            + ", assuming "
            + terms.sampling()
            + ".");
    lines.addAll(provisos(mechanism, schedule));
    lines.add(
        "It covers the sequence of models only: metrics of clients, clusters and held-out data,"
            + " counts of clipped or diverged clients, and stopping on any of them are the"
            + " simulator's view.");
    lines.add(origin(mechanism, randomness));
    return lines;
  }

  private static String origin(NoiseMechanism mechanism, Randomness randomness) {
    if (!randomness.isSecret()) {
      return SIMULATED;
    }
    return mechanism.law().exact
        ? "Noise and cohorts come from a secret of this run, and the noise is drawn exactly, in whole"
            + " numbers."
        : "Noise and cohorts come from a secret of this run; the noise is drawn in floating point,"
            + " whose rounding could give a release away: discrete-gaussian, skellam and laplace are exact.";
  }

  private static List<String> provisos(NoiseMechanism mechanism, Schedule schedule) {
    List<String> lines = new ArrayList<>();
    switch (mechanism.placement()) {
      case CENTRAL -> lines.add("The server adds the noise and is trusted with single updates.");
      case DISTRIBUTED -> {
        lines.add(
            "Each client adds its share of the noise: the epsilon holds provided that only the"
                + " sum is seen, as under secure aggregation.");
        if (schedule.dropout() > 0) {
          lines.add(
              mechanism.topUp()
                  ? "The server adds the shares of clients that drop out and is trusted not to"
                      + " subtract them."
                  : "Clients that drop out take their shares with them: each round is priced by the"
                      + " noise that is left.");
        }
      }
      case LOCAL ->
          lines.add(
              "Each client adds the noise itself and nobody is trusted: the epsilon is the largest"
                  + " over clients, composed over the rounds in which a client took part.");
    }
    Hypothetical hypothetical = mechanism.hypothetical();
    if (hypothetical != null) {
      lines.add(
          "Hypothetical: this is the epsilon of cohorts of "
              + hypothetical.cohort()
              + " out of "
              + hypothetical.population()
              + " clients, whose noise was scaled to the cohorts simulated; these are not"
              + " protected by it.");
    }
    return lines;
  }

  static String sampling(NoiseMechanism mechanism, Schedule schedule) {
    if (mechanism.placement() == Placement.LOCAL) {
      return "nothing about who takes part";
    }
    if (schedule.sampling() == Sampling.CYCLIC) {
      return "that each client takes part once in " + schedule.cycle() + " rounds";
    }
    if (!mechanism.amplified(schedule)) {
      return "no amplification by sampling";
    }
    return schedule.sampling() == Sampling.POISSON
        ? "that each client takes part in a round independently with probability "
            + mechanism.rate(schedule)
            + (mechanism.hypothetical() == null ? "" : " (hypothetical)")
        : "that a round's clients are any "
            + schedule.size()
            + " of "
            + schedule.clients()
            + ", all choices equally likely";
  }

  static String name(AccountantKind accountant) {
    return switch (accountant) {
      case RDP -> "Renyi differential privacy";
      case PLD -> "privacy loss distributions";
    };
  }

  private static String meaning(NoiseMechanism mechanism) {
    return switch (mechanism.relation()) {
      case ADD_OR_REMOVE_ONE -> "one client more or less";
      case REPLACE_ONE ->
          mechanism.placement() == Placement.LOCAL
              ? "one client's update exchanged for any other"
              : "one client exchanged for any other";
      case REPLACE_SPECIAL -> "one client's contribution replaced by zero";
    };
  }

  /** Four digits, rounded up: a figure shown is never below the price. */
  static String round(double epsilon) {
    return Double.isInfinite(epsilon)
        ? "infinity"
        : new BigDecimal(epsilon).round(UP).toPlainString();
  }
}
