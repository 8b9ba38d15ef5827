package io.skerry.jobs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.skerry.core.InvalidInputException;
import io.skerry.privacy.PrivacyPlan;
import io.skerry.privacy.accounting.ReferenceRecord;
import java.io.PrintWriter;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What privacy costs, without a run. */
@Command(name = "privacy", description = "What privacy costs.", subcommands = EpsilonCommand.class)
final class PrivacyCommand implements Runnable {
  private static final ObjectMapper JSON = new ObjectMapper();

  static final String NOISE = "Standard deviation of the noise on the sum / clip.";
  private static final String BUDGET = "What the plan may cost.";
  static final String COHORT = "Clients a round; their mean number if sampled by Poisson.";
  static final String ROUNDS = "Rounds of the plan.";
  private static final String ACCOUNTANT = "What the budget is measured by: pld (default) or rdp.";

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "expected a command");
  }

  /** Prices every record of a reference file: one JSON line each, with the verdict. */
  @Command(
      name = "check",
      description = "Prices every record of a reference file and says whether it agrees.")
  void check(
      @Parameters(
              paramLabel = "FILE",
              description = "JSON with a list 'records' of published values.")
          String file)
      throws JsonProcessingException {
    PrintWriter out = spec.commandLine().getOut();
    for (JsonNode node : records(file)) {
      Map<String, ?> fields =
          JSON.convertValue(
              node, JSON.getTypeFactory().constructMapType(Map.class, String.class, Object.class));
      out.println(JSON.writeValueAsString(new ReferenceRecord(fields).check().fields()));
    }
    out.flush();
  }

  /** The noise that a plan needs. */
  @Command(name = "noise", description = "The least noise with which a plan costs an epsilon.")
  void noise(
      @Option(names = "--epsilon", paramLabel = "EPSILON", required = true, description = BUDGET)
          double epsilon,
      @Option(names = "--cohort", paramLabel = "M", required = true, description = COHORT)
          int cohort,
      @Option(names = "--rounds", paramLabel = "N", required = true, description = ROUNDS)
          long rounds,
      @Option(
              names = "--accountant",
              paramLabel = "NAME",
              defaultValue = "pld",
              description = ACCOUNTANT)
          String accountant,
      @Mixin PlanOptions options) {
    PrivacyPlan plan = options.plan(1, cohort, rounds);
    plan = plan.calibrated(PlanOptions.nothing(accountant, plan), epsilon);
    PrintWriter out = spec.commandLine().getOut();
    out.println("noise-multiplier " + plan.noiseMultiplier());
    PlanPrices.print(plan, out);
  }

  /** The rounds that a budget allows. */
  @Command(name = "rounds", description = "The most rounds that cost at most an epsilon.")
  void rounds(
      @Option(names = "--epsilon", paramLabel = "EPSILON", required = true, description = BUDGET)
          double epsilon,
      @Option(names = "--noise-multiplier", paramLabel = "Z", required = true, description = NOISE)
          double noise,
      @Option(names = "--cohort", paramLabel = "M", required = true, description = COHORT)
          int cohort,
      @Option(
              names = "--accountant",
              paramLabel = "NAME",
              defaultValue = "pld",
              description = ACCOUNTANT)
          String accountant,
      @Mixin PlanOptions options) {
    PrivacyPlan plan = options.plan(noise, cohort, 1);
    plan = plan.longest(PlanOptions.nothing(accountant, plan), epsilon);
    PrintWriter out = spec.commandLine().getOut();
    out.println("rounds " + plan.rounds());
    PlanPrices.print(plan, out);
  }

  /** The cohort that a budget allows. */
  @Command(name = "cohort", description = "The largest cohort that costs at most an epsilon.")
  void cohort(
      @Option(names = "--epsilon", paramLabel = "EPSILON", required = true, description = BUDGET)
          double epsilon,
      @Option(names = "--noise-multiplier", paramLabel = "Z", required = true, description = NOISE)
          double noise,
      @Option(names = "--rounds", paramLabel = "N", required = true, description = ROUNDS)
          long rounds,
      @Option(
              names = "--accountant",
              paramLabel = "NAME",
              defaultValue = "pld",
              description = ACCOUNTANT)
          String accountant,
      @Mixin PlanOptions options) {
    PrivacyPlan plan = options.plan(noise, 1, rounds);
    plan = plan.widest(PlanOptions.nothing(accountant, plan), epsilon);
    PrintWriter out = spec.commandLine().getOut();
    out.println("cohort " + plan.cohort());
    PlanPrices.print(plan, out);
  }

  private static JsonNode records(String file) {
    JsonNode tree;
    try {
      tree = JSON.readTree(Texts.read(file));
    } catch (JsonProcessingException e) {
      throw new InvalidInputException(file + ": expected JSON: " + e.getOriginalMessage(), e);
    }
    JsonNode records = tree.path("records");
    if (!records.isArray()) {
      throw new InvalidInputException(file + ": expected a JSON object with a list 'records'");
    }
    for (JsonNode node : records) {
      if (!node.path("id").isTextual()) {
        throw new InvalidInputException(file + ": expected every record to have a text 'id'");
      }
    }
    return records;
  }
}
