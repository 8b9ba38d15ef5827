package io.skerry.jobs;

import io.skerry.core.data.PopulationSpec;
import io.skerry.jobs.config.Experiment;
import io.skerry.jobs.results.FinalFigures;
import io.skerry.jobs.results.Outcome;
import io.skerry.jobs.results.RunDirectory;
import io.skerry.privacy.PrivacyGuarantee;
import io.skerry.privacy.PrivacyTerms;
import java.io.PrintStream;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a run says before its first round and after its last. */
final class Summary {
  private final PrintStream out;
  private final RunDirectory run;
  private final PopulationSpec population;
  private final Optional<PrivacyGuarantee> privacy;

  Summary(
      PrintStream out,
      RunDirectory run,
      PopulationSpec population,
      Optional<PrivacyGuarantee> privacy) {
    this.out = out;
    this.run = run;
    this.population = population;
    this.privacy = privacy;
  }

  void starting(Engine engine, Experiment experiment, String packing, int completed) {
    out.printf(
        Locale.ROOT,
        "%s: %,d clients, %d rounds%s, on %s%n",
        experiment.name(),
        population.clients(),
        experiment.rounds(),
        completed == 0 ? "" : ", of which " + completed + " are done",
        engine.description());
    privacy.ifPresent(
        mechanism -> {
          mechanism.warnings().forEach(warning -> out.println("warning: " + warning));
          out.println(
              "noise multiplier " + mechanism.noiseMultiplier() + "; " + meaning(mechanism));
        });
    out.println(packing);
  }

  /** Without which no epsilon is printed: its unit, relation, accountant and assumption. */
  static String meaning(PrivacyGuarantee mechanism) {
    return meaning(mechanism.terms(), mechanism.delta());
  }

  static String meaning(PrivacyTerms terms, double delta) {
    return String.format(
        Locale.ROOT,
        "epsilon is per %s at delta %s, relation %s, accountant %s, assuming %s",
        terms.unit(),
        delta,
        terms.relation(),
        terms.accountant(),
        terms.sampling());
  }

  void ended(Outcome outcome) {
    out.printf("%s after %d rounds%n", outcome.status(), outcome.rounds());
    FinalFigures figures = outcome.figures();
    if (figures != null) {
      out.printf(
          Locale.ROOT,
          "%s (%s examples of clients)%n",
          accuracyAndLoss(figures.accuracy(), figures.loss()),
          figures.set().equals("test") ? "held-out" : "training");
      if (figures.accuracyP50() != null) {
        out.printf(
            Locale.ROOT,
            "accuracy by client: 10th percentile %.4f, median %.4f, 90th percentile %.4f%n",
            figures.accuracyP10(),
            figures.accuracyP50(),
            figures.accuracyP90());
      }
      if (figures.testLoss() != null) {
        out.printf(
            "test %s (test examples of no client)%n",
            accuracyAndLoss(figures.testAccuracy(), figures.testLoss()));
      }
    }
    Double epsilon = outcome.epsilon();
    if (epsilon != null) {
      privacy.ifPresent(mechanism -> mechanism.statement(epsilon).forEach(out::println));
    }
    Double clientEpsilon = outcome.clientEpsilon();
    if (clientEpsilon != null) {
      out.printf(
          Locale.ROOT,
          "For a client with all its examples the same costs epsilon %.0f, through group privacy.%n",
          Math.ceil(clientEpsilon));
    }
    out.println("model sha256 " + outcome.modelSha256());
    out.println("results in " + run);
  }

  /** What there is of the two: a model of numbers has no accuracy, a diverged one no loss. */
  private static String accuracyAndLoss(@Nullable Double accuracy, @Nullable Double loss) {
    return Stream.of(figure("accuracy", accuracy), figure("loss", loss))
        .filter(figure -> !figure.isEmpty())
        .collect(Collectors.joining(", "));
  }

  private static String figure(String name, @Nullable Double value) {
    return value == null ? "" : String.format(Locale.ROOT, "%s %.4f", name, value);
  }
}
