package io.skerry.privacy.accounting;

import io.skerry.core.InvalidInputException;
import io.skerry.privacy.accounting.ReferenceAnswer.Verdict;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * One record of a file of published privacy costs (schema {@code dp-vectors/1}), as the nested
 * maps, lists, strings and numbers that a JSON reader makes of it.
 *
 * <p>Its noise multipliers are relative to the sensitivity under the record's own relation, as
 * those of our events are, so they are taken as they stand. Orders are the record's own, else the
 * default.
 */
public final class ReferenceRecord {
  private static final String GRID = "value_discretization_interval";

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
    ReferenceFields params = fields.object("params");
    return switch (fields.text("accountant")) {
      case "RDP" -> {
        RdpAccountant nothing =
            params.has("orders")
                ? RdpAccountant.of(relation(), params.numbers("orders"))
                : RdpAccountant.of(relation());
        yield fields.text("quantity").equals("rdp_values")
            ? nothing.plus(event(params)).rdp()
            : one(price(nothing, params));
      }
      case "PLD" ->
          one(
              price(
                  fields.has(GRID)
                      ? PldAccountant.onGrid(relation(), fields.number(GRID))
                      : PldAccountant.of(relation()),
                  params));
      case "analytic" -> one(analytic(params));
      default -> throw refusal("accountant", fields.text("accountant"));
    };
  }

  private double analytic(ReferenceFields params) {
    double times = Math.sqrt(params.number("steps"));
    double delta = params.number("delta");
    return switch (fields.text("quantity")) {
      case "epsilon" -> AnalyticGaussian.epsilon(params.number("noise_multiplier") / times, delta);
      case "noise_multiplier" ->
          AnalyticGaussian.noiseMultiplier(params.number("epsilon"), delta) * times;
      default -> throw refusal("quantity", fields.text("quantity"));
    };
  }

  private double price(Accountant nothing, ReferenceFields params) {
    return switch (fields.text("quantity")) {
      case "epsilon" -> nothing.plus(event(params)).epsilon(params.number("delta"));
      case "delta" -> nothing.plus(event(params)).delta(params.number("epsilon"));
      case "noise_multiplier" ->
          Calibration.noiseMultiplier(
              nothing,
              z -> event(params.with("noise_multiplier", z)),
              params.number("target_epsilon"),
              params.number("delta"));
      default -> throw refusal("quantity", fields.text("quantity"));
    };
  }

  private PrivacyEvent event(ReferenceFields params) {
    boolean half =
        fields.text("accountant").equals("PLD") && relation() == NeighbouringRelation.REPLACE_ONE;
    return new ReferenceEvents(half ? 0.5 : 1).event(fields.text("category"), params);
  }

  private static double[] one(double value) {
    return new double[] {value};
  }

  /** An (epsilon, delta) event costs the same under any relation. */
  private NeighbouringRelation relation() {
    String name = fields.text("neighbouring_relation").replaceFirst(" \\(group of k units\\)$", "");
    if (name.equals("any")) {
      return NeighbouringRelation.ADD_OR_REMOVE_ONE;
    }
    return Arrays.stream(NeighbouringRelation.values())
        .filter(relation -> relation.name().equals(name))
        .findFirst()
        .orElseThrow(() -> refusal("neighbouring_relation", name));
  }

  private InvalidInputException refusal(String what, Object name) {
    return ReferenceEvents.refusal(fields, what, name);
  }
}
