package io.skerry.privacy;

import io.skerry.core.round.RoundReport;
import io.skerry.privacy.accounting.PrivacyEvent;
import io.skerry.privacy.accounting.PrivacyEvent.DiscreteGaussianSum;
import io.skerry.privacy.accounting.PrivacyEvent.FixedSizeSampled;
import io.skerry.privacy.accounting.PrivacyEvent.Gaussian;
import io.skerry.privacy.accounting.PrivacyEvent.Laplace;
import io.skerry.privacy.accounting.PrivacyEvent.MatrixFactorization;
import io.skerry.privacy.accounting.PrivacyEvent.PoissonSampled;
import io.skerry.privacy.accounting.PrivacyEvent.SelfComposed;
import io.skerry.privacy.accounting.PrivacyEvent.Skellam;
import io.skerry.privacy.accounting.PrivacyEvent.TreeAggregation;
import java.util.ArrayList;
import java.util.List;

/**
 * A row of the ledger's table.
 *
 * @param event what ran, in words
 * @param relation name of the relation as configs give it
 * @param noiseMultiplier standard deviation of the noise, or scale of a Laplace, / sensitivity
 *     under the relation
 * @param samplingRate probability of taking part by which the price is amplified; 1 for none
 * @param epsilon of all rounds up to this one
 */
public record LedgerRow(
    int round,
    String event,
    String relation,
    double noiseMultiplier,
    double samplingRate,
    double epsilon) {

  /** The rows of a round; none where it was not private. */
  public static List<LedgerRow> of(RoundReport report) {
    List<LedgerRow> rows = new ArrayList<>();
    Double epsilon = report.metrics().epsilon();
    if (epsilon != null) {
      report.events().stream()
          .flatMap(event -> PricedEvent.of(event).stream())
          .map(priced -> of(report.plan().round(), priced, epsilon))
          .forEach(rows::add);
    }
    return rows;
  }

  /** The row of one event. */
  public static LedgerRow of(int round, PricedEvent priced, double epsilon) {
    PrivacyEvent event = priced.event();
    String steps = "";
    if (event instanceof SelfComposed repeated) {
      event = repeated.event();
      steps = " in each of " + repeated.count() + " steps";
    }
    double rate = 1;
    String sampling = "";
    if (event instanceof SelfComposed repeated && repeated.count() == 0) {
      event = repeated.event();
      sampling = ", paid by the first round of the cycle";
    } else if (event instanceof PoissonSampled sampled) {
      event = sampled.event();
      rate = sampled.rate();
      sampling = ", Poisson sampling";
    } else if (event instanceof FixedSizeSampled sampled) {
      event = sampled.event();
      rate = (double) sampled.sample() / sampled.population();
      sampling = ", sampling without replacement";
    }
    double multiplier = multiplier(event);
    String noise = multiplier == 0 ? "no noise" : law(event) + " noise " + placed(priced);
    return new LedgerRow(
        round,
        (priced.hypothetical() ? "hypothetical: " : "") + noise + steps + sampling,
        PrivacyNames.of(priced.relation()),
        multiplier,
        rate,
        epsilon);
  }

  private static double multiplier(PrivacyEvent event) {
    if (event instanceof DiscreteGaussianSum sum) {
      return Math.sqrt((double) sum.clients()) * sum.sigma() / sum.sensitivity();
    }
    if (event instanceof Skellam skellam) {
      return Math.sqrt(skellam.variance()) / skellam.l2();
    }
    if (event instanceof MatrixFactorization matrix) {
      return matrix.noiseMultiplier() / matrix.sensitivity();
    }
    if (event instanceof Laplace laplace) {
      return laplace.noiseMultiplier();
    }
    if (event instanceof TreeAggregation tree) {
      return tree.noiseMultiplier();
    }
    return event instanceof Gaussian gaussian ? gaussian.noiseMultiplier() : 0;
  }

  private static String law(PrivacyEvent event) {
    if (event instanceof DiscreteGaussianSum) {
      return "discrete Gaussian";
    }
    if (event instanceof MatrixFactorization) {
      return "matrix factorisation of Gaussian";
    }
    if (event instanceof TreeAggregation) {
      return "tree of Gaussian";
    }
    if (event instanceof Laplace) {
      return "Laplace";
    }
    return event instanceof Skellam ? "Skellam" : "Gaussian";
  }

  private static String placed(PricedEvent priced) {
    return switch (priced.placement()) {
      case CENTRAL -> "by the server";
      case DISTRIBUTED ->
          priced.toppedUp()
              ? "shared by the clients, topped up by the trusted server"
              : "shared by the clients";
      case LOCAL -> "by each client";
    };
  }
}
