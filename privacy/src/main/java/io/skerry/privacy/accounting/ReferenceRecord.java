package io.skerry.privacy.accounting;

import io.skerry.core.InvalidInputException;
import io.skerry.privacy.accounting.PrivacyEvent.Composed;
import io.skerry.privacy.accounting.PrivacyEvent.Gaussian;
import io.skerry.privacy.accounting.PrivacyEvent.PoissonSampled;
import io.skerry.privacy.accounting.PrivacyEvent.SelfComposed;
import io.skerry.privacy.accounting.ReferenceAnswer.Verdict;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One record of a file of published privacy costs (schema {@code dp-vectors/1}), as the nested
 * maps, lists, strings and numbers that a JSON reader makes of it.
 *
 * <p>Its noise multipliers are relative to the sensitivity under the record's own relation, as
 * those of our events are, so they are taken as they stand. Orders are the record's own, else the
 * default.
 */
public final class ReferenceRecord {
  /** What is asked of an event, or names it, rather than being part of it. */
  private static final Set<String> QUESTION =
      Set.of("delta", "epsilon", "target_epsilon", "orders", "mechanism");

  private final ReferenceFields fields;

  public ReferenceRecord(Map<String, ?> fields) {
    this.fields = new ReferenceFields(String.valueOf(fields.get("id")), fields);
  }

  /** Prices the record and compares with what it says; what has no price is unsupported. */
  public ReferenceAnswer check() {
    boolean curve = fields.text("quantity").equals("rdp_values");
    double[] values;
    try {
      values = price();
    } catch (InvalidInputException refused) {
      return new ReferenceAnswer(fields.id(), curve, List.of(), Verdict.UNSUPPORTED);
    }
    Verdict verdict = ReferenceBound.verdict(fields, values);
    return new ReferenceAnswer(fields.id(), curve, Arrays.stream(values).boxed().toList(), verdict);
  }

  /**
   * The one value that the record asks for, or one per order.
   *
   * @throws InvalidInputException naming what of the record has no price here: its accountant,
   *     relation, mechanism or quantity, or a parameter that is missing or not known
   */
  public double[] price() {
    if (!fields.text("accountant").equals("RDP")) {
      throw refusal("accountant", fields.text("accountant"));
    }
    ReferenceFields params = fields.object("params");
    RdpAccountant nothing =
        params.has("orders")
            ? RdpAccountant.of(relation(), params.numbers("orders"))
            : RdpAccountant.of(relation());
    String category = fields.text("category");
    return switch (fields.text("quantity")) {
      case "epsilon" -> one(nothing.plus(event(category, params)).epsilon(params.number("delta")));
      case "delta" -> one(nothing.plus(event(category, params)).delta(params.number("epsilon")));
      case "rdp_values" -> nothing.plus(event(category, params)).rdp();
      case "noise_multiplier" ->
          one(
              Calibration.noiseMultiplier(
                  nothing,
                  z -> event(category, params.with("noise_multiplier", z)),
                  params.number("target_epsilon"),
                  params.number("delta")));
      default -> throw refusal("quantity", fields.text("quantity"));
    };
  }

  private static double[] one(double value) {
    return new double[] {value};
  }

  private NeighbouringRelation relation() {
    String name = fields.text("neighbouring_relation");
    return Arrays.stream(NeighbouringRelation.values())
        .filter(relation -> relation.name().equals(name))
        .findFirst()
        .orElseThrow(() -> refusal("neighbouring_relation", name));
  }

  private PrivacyEvent event(String mechanism, ReferenceFields params) {
    return switch (mechanism) {
      case "gaussian",
          "poisson_gaussian",
          "poisson_subsampled_gaussian",
          "rdp_curve",
          "delta_at_epsilon",
          "calibration" -> {
        expectOnly(params, "noise_multiplier", "q", "steps");
        yield rounds(new Gaussian(params.number("noise_multiplier")), params);
      }
      case "joint_release_same_sample" -> {
        expectOnly(params, "z1", "z2", "q", "steps");
        Gaussian first = new Gaussian(params.number("z1"));
        Gaussian second = new Gaussian(params.number("z2"));
        yield rounds(new Composed(List.of(first, second)), params);
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
      default -> throw refusal("mechanism", mechanism);
    };
  }

  private static PrivacyEvent rounds(PrivacyEvent event, ReferenceFields params) {
    double q = params.has("q") ? params.number("q") : 1;
    return new SelfComposed(q == 1 ? event : new PoissonSampled(q, event), params.count("steps"));
  }

  /**
   * Under zero-out a unit takes part in one leaf, so in at most one node of each level of a tree.
   */
  private PrivacyEvent trees(ReferenceFields params) {
    if (relation() != NeighbouringRelation.REPLACE_SPECIAL) {
      throw refusal("neighbouring_relation", relation().name());
    }
    double leaves = Arrays.stream(params.numbers("step_counts")).max().orElse(0);
    int levels = Long.SIZE - Long.numberOfLeadingZeros((long) leaves);
    Gaussian node = new Gaussian(params.number("noise_multiplier"));
    return new SelfComposed(new SelfComposed(node, levels), params.count("trees"));
  }

  private void expectOnly(ReferenceFields params, String... names) {
    for (Object name : params.map().keySet()) {
      if (!QUESTION.contains(name) && !Arrays.asList(names).contains(name)) {
        throw refusal("parameter", name);
      }
    }
  }

  private InvalidInputException refusal(String what, Object name) {
    return new InvalidInputException(
        "Record " + fields.id() + " asks for " + what + " " + name + ", which has no price.");
  }
}
