package io.skerry.privacy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skerry.core.InvalidInputException;
import io.skerry.privacy.accounting.AccountantKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PrivacySettingsTest {

  @ParameterizedTest(
      name = "{0}: clip {1}, z {2}, target {3}, cap {4}, delta {5}, max {6}, {7} of {8}")
  @CsvSource({
    "clip, 0, 1, , , 1e-5, , ,",
    "clip, -1, 1, , , 1e-5, , ,",
    "clip, NaN, 1, , , 1e-5, , ,",
    "clip, Infinity, 1, , , 1e-5, , ,",
    "noise-multiplier, 1, -0.1, , , 1e-5, , ,",
    "noise-multiplier, 1, NaN, , , 1e-5, , ,",
    "noise-multiplier, 1, Infinity, , , 1e-5, , ,",
    "noise-multiplier, 1, , , , 1e-5, , ,",
    "noise-multiplier, 1, 1, 8, , 1e-5, , ,",
    "target-epsilon, 1, , 0, , 1e-5, , ,",
    "target-epsilon, 1, , NaN, , 1e-5, , ,",
    "target-epsilon, 1, , 8, , 1e-5, 4, ,",
    "weight-cap, 1, 1, , 0, 1e-5, , ,",
    "delta, 1, 1, , , 0, , ,",
    "delta, 1, 1, , , 1, , ,",
    "delta, 1, 1, , , NaN, , ,",
    "max-epsilon, 1, 1, , , 1e-5, 0, ,",
    "max-epsilon, 1, 1, , , 1e-5, NaN, ,",
    "max-epsilon, 1, 0, , , 1e-5, 8, ,",
    "noise-cohort, 1, 1, , , 1e-5, , 10,",
    "noise-cohort, 1, 1, , , 1e-5, , , 10",
    "noise-cohort, 1, 1, , , 1e-5, , 11, 10",
    "noise-cohort, 1, 1, , , 1e-5, , 0, 10",
  })
  void constructor_settingThatCannotBe_namesTheKey(
      String key,
      double clip,
      Double z,
      Double target,
      Integer cap,
      double delta,
      Double max,
      Long noiseCohort,
      Long population) {
    InvalidInputException refusal =
        assertThrows(
            InvalidInputException.class,
            () ->
                new PrivacySettings(
                    NoiseLaw.GAUSSIAN,
                    null,
                    clip,
                    new Clipping.Flat(),
                    z,
                    target,
                    Placement.CENTRAL,
                    cap,
                    delta,
                    max,
                    null,
                    noiseCohort,
                    population,
                    AccountantKind.RDP,
                    true));
    assertTrue(refusal.getMessage().startsWith("privacy." + key + ": "), refusal.getMessage());
  }

  @Test
  void names_everyConstant_hasOne() {
    assertEquals(Placement.values().length, PrivacyNames.PLACEMENTS.size());
    assertEquals(3, PrivacyNames.RELATIONS.size());
    assertEquals(AccountantKind.values().length, PrivacyNames.ACCOUNTANTS.size());
  }
}
