package io.skerry.privacy.accounting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.skerry.core.InvalidInputException;
import io.skerry.privacy.accounting.PrivacyEvent.Gaussian;
import io.skerry.privacy.accounting.ReferenceAnswer.Verdict;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ReferenceRecordTest {
  private static final double EPSILON =
      RdpAccountant.of(NeighbouringRelation.ADD_OR_REMOVE_ONE)
          .plus(new Gaussian(2), 10)
          .epsilon(1e-5);

  @Test
  void check_noExpectedValue_isPricedUnchecked() {
    ReferenceAnswer answer = check(Map.of());
    assertEquals(List.of(EPSILON), answer.values());
    assertEquals(Verdict.UNCHECKED, answer.verdict());
  }

  @ParameterizedTest
  @CsvSource({
    "1, OK",
    "0.99, OUTSIDE",
    "1.01, OUTSIDE",
  })
  void check_relativeTolerance_isTwoSided(double factor, Verdict verdict) {
    assertEquals(
        verdict,
        check(Map.of("value", EPSILON * factor, "suggested_check", Map.of("rel", 0.001)))
            .verdict());
  }

  @ParameterizedTest
  @CsvSource({"1.0005, OK", "0.9985, OK", "1.002, OUTSIDE", "0.997, OUTSIDE"})
  void check_upperAndLower_areThatFarFromTheValue(double factor, Verdict verdict) {
    // we may be 0.2 percent above the value and 0.1 percent below
    Map<String, Double> bounds = Map.of("upper_rel", 0.002, "lower_rel", 0.001);
    assertEquals(
        verdict, check(Map.of("value", EPSILON * factor, "suggested_check", bounds)).verdict());
  }

  @ParameterizedTest
  @CsvSource({"0.9, 1.1, OK", "1.001, 1.1, OUTSIDE", "0.8, 0.9, OUTSIDE", "1.0000005, 1.1, OK"})
  void check_between_namesItsFields(double exact, double value, Verdict verdict) {
    Map<String, Object> expected =
        Map.of(
            "exact_value",
            EPSILON * exact,
            "value",
            EPSILON * value,
            "suggested_check",
            Map.of("between", "exact_value*(1-1e-6) and value*(1+1e-6)"));
    assertEquals(verdict, check(expected).verdict());
  }

  @ParameterizedTest
  @ValueSource(strings = {"between", "absolute"})
  void check_unknownKindOfBound_isUnchecked(String kind) {
    Map<String, Object> expected =
        Map.of("value", 0, "suggested_check", Map.of("rel", 1e-6, kind, "1 and 2"));
    assertEquals(Verdict.UNCHECKED, check(expected).verdict());
  }

  @ParameterizedTest
  @CsvSource({
    "neighbouring_relation, none",
    "category, exponential",
    "quantity, advantage",
    "category, tree_aggregation"
  })
  void check_whatWeDoNotPrice_isUnsupported(String field, String value) {
    ReferenceAnswer answer = check(Map.of(field, value));
    assertEquals(Verdict.UNSUPPORTED, answer.verdict());
    assertEquals("{id=r1, value=null, verdict=unsupported}", answer.fields().toString());
  }

  @Test
  void check_unknownParameter_isUnsupported() {
    Map<String, Object> params =
        Map.of("noise_multiplier", 2, "steps", 10, "delta", 1e-5, "group_size", 2);
    assertEquals(Verdict.UNSUPPORTED, check(Map.of("params", params)).verdict());
  }

  @Test
  void check_sampledUnderReplaceOne_isUnsupported() {
    Map<String, Object> params =
        Map.of("q", 0.1, "noise_multiplier", 2, "steps", 10, "delta", 1e-5);
    assertEquals(
        Verdict.UNSUPPORTED,
        check(Map.of("params", params, "neighbouring_relation", "REPLACE_ONE")).verdict());
  }

  @Test
  void check_parameterMissing_isUnsupported() {
    Map<String, Object> params = Map.of("noise_multiplier", 2, "delta", 1e-5);
    assertEquals(Verdict.UNSUPPORTED, check(Map.of("params", params)).verdict());
  }

  @Test
  void price_parameterMissing_isRefusedNamingRecordAndParameter() {
    Map<String, Object> params = Map.of("noise_multiplier", 2, "delta", 1e-5);
    InvalidInputException refusal =
        assertThrows(InvalidInputException.class, record(Map.of("params", params))::price);
    assertEquals("Record r1 must give a number as steps, not null.", refusal.getMessage());
  }

  @Test
  void price_anotherAccountant_isRefusedNamingIt() {
    InvalidInputException refusal =
        assertThrows(InvalidInputException.class, record(Map.of("accountant", "GDP"))::price);
    assertEquals("Record r1 asks for accountant GDP, which has no price.", refusal.getMessage());
  }

  @Test
  void check_curve_hasAValuePerOrder() {
    Map<String, Object> curve =
        Map.of(
            "quantity",
            "rdp_values",
            "params",
            Map.of("noise_multiplier", 2, "steps", 8, "orders", List.of(2, 3.5)),
            "exact_values",
            List.of(2, 3.5),
            "suggested_check",
            Map.of("rel_to_exact_values", 1e-6));
    assertEquals("{id=r1, values=[2.0, 3.5], verdict=ok}", check(curve).fields().toString());
  }

  @Test
  void check_calibration_findsTheMultiplier() {
    Map<String, Object> calibration =
        Map.of(
            "category",
            "calibration",
            "quantity",
            "noise_multiplier",
            "params",
            Map.of("steps", 10, "delta", 1e-5, "target_epsilon", EPSILON));
    assertEquals(2, check(calibration).values().get(0), 1e-8);
  }

  @Test
  void check_delta_isThatOfTheEpsilon() {
    Map<String, Object> delta =
        Map.of(
            "category",
            "delta_at_epsilon",
            "quantity",
            "delta",
            "params",
            Map.of("noise_multiplier", 2, "steps", 10, "epsilon", EPSILON));
    assertEquals(1e-5, check(delta).values().get(0), 1e-15);
  }

  @Test
  void check_jointRelease_isOneGaussian() {
    // 1/z^2 = 1/4 is split into 1/8 + 1/8
    Map<String, Object> params =
        Map.of("z1", Math.sqrt(8), "z2", Math.sqrt(8), "q", 1, "steps", 10, "delta", 1e-5);
    assertEquals(
        EPSILON,
        check(Map.of("category", "joint_release_same_sample", "params", params)).values().get(0),
        1e-12);
  }

  @ParameterizedTest
  @CsvSource({"31, 5", "32, 6", "1, 1"})
  void check_tree_costsItsLevels(int leaves, int levels) {
    Map<String, Object> params =
        Map.of("noise_multiplier", 2, "step_counts", List.of(1, leaves), "trees", 3, "delta", 1e-5);
    double expected =
        RdpAccountant.of(NeighbouringRelation.REPLACE_SPECIAL)
            .plus(new Gaussian(2), 3L * levels)
            .epsilon(1e-5);
    Map<String, Object> tree =
        Map.of(
            "category",
            "tree_aggregation",
            "neighbouring_relation",
            "REPLACE_SPECIAL",
            "params",
            params);
    assertEquals(expected, check(tree).values().get(0), 1e-12 * expected);
  }

  @Test
  void check_heterogeneousComposition_needsEveryPart() {
    Map<String, Object> gaussian =
        Map.of("mechanism", "gaussian", "noise_multiplier", 2, "steps", 5);
    Map<String, Object> laplace =
        Map.of("mechanism", "laplace", "noise_multiplier", 2, "steps", 5, "q", 0.5);
    assertEquals(List.of(EPSILON), composed(gaussian, gaussian).values());
    assertEquals(Verdict.UNSUPPORTED, composed(gaussian, laplace).verdict());
  }

  @SafeVarargs
  private static ReferenceAnswer composed(Map<String, Object>... events) {
    Map<String, Object> params = Map.of("events", Arrays.asList(events), "delta", 1e-5);
    return check(Map.of("category", "heterogeneous_composition", "params", params));
  }

  private static ReferenceAnswer check(Map<String, ?> changes) {
    return record(changes).check();
  }

  /** Ten Gaussian steps at z = 2, with some fields changed. */
  private static ReferenceRecord record(Map<String, ?> changes) {
    Map<String, Object> fields = new HashMap<>();
    fields.put("id", "r1");
    fields.put("category", "poisson_subsampled_gaussian");
    fields.put("accountant", "RDP");
    fields.put("neighbouring_relation", "ADD_OR_REMOVE_ONE");
    fields.put("quantity", "epsilon");
    fields.put("params", Map.of("noise_multiplier", 2, "steps", 10, "delta", 1e-5));
    fields.putAll(changes);
    return new ReferenceRecord(fields);
  }
}
