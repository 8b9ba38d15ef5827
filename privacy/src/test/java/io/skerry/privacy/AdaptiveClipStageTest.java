package io.skerry.privacy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skerry.core.InvalidInputException;
import io.skerry.core.RoundTrip;
import io.skerry.core.pipeline.ClientUpdate;
import io.skerry.core.schedule.RoundPlan;
import io.skerry.core.schedule.Sampling;
import io.skerry.core.schedule.Schedule;
import io.skerry.privacy.accounting.JointGaussian;
import io.skerry.privacy.accounting.PrivacyEvent.Composed;
import io.skerry.privacy.accounting.PrivacyEvent.Gaussian;
import java.util.List;
import org.junit.jupiter.api.Test;

final class AdaptiveClipStageTest {
  private static final Schedule SCHEDULE = Settings.schedule(Sampling.POISSON, 100, 10_000);
  private static final RoundPlan PLAN = SCHEDULE.plan(1);

  /** s = 1.2, so that a = 0.8. */
  private static AdaptiveClipStage stage(double norm) {
    return new AdaptiveClipStage(norm, 0.5, 0.2, 1.2, null);
  }

  @Test
  void apply_normWithinTheClip_isItsShareOfItAndSaysSo() {
    ClientUpdate update = update(7, 3, -4);
    stage(10).apply(update);

    assertArrayEquals(new float[] {0.24f, -0.32f, 0.6f}, update.sent());
    assertFalse(update.clipped());
  }

  @Test
  void apply_normBeyondTheClip_hasTheNormOfTheShareAndSaysSo() {
    ClientUpdate update = update(7, 3, -4);
    stage(0.1).apply(update);

    assertArrayEquals(new float[] {0.48f, -0.64f, -0.6f}, update.sent());
    assertTrue(update.clipped());
  }

  @Test
  void apply_weightCap_comparesWhatWasWeighed() {
    // Weighed by 1/2 the norm is 2.5.
    ClientUpdate update = update(2, 3, -4);
    new AdaptiveClipStage(2.5, 0.5, 0.2, 1.2, 4).apply(update);

    assertArrayEquals(new float[] {0.48f, -0.64f, 0.6f}, update.sent());
  }

  @Test
  void apply_sameUpdateObjectAgain_appendsOneValueOnly() {
    ClientUpdate update = update(7, 3, -4);
    stage(10).apply(update);
    update.trained(4, 7, 1, 0, 0, 0);
    stage(10).apply(update);

    assertEquals(3, update.sent().length);
  }

  @Test
  void serverHalf_threeQuartersWithin_lowersTheClipAndRestoresTheMean() {
    // The mean of s (b - 1/2) is 1.2 (0.75 - 0.5).
    float[] mean = {0.24f, -0.32f, 0.3f};
    AdaptiveClipStage next = stage(10).serverHalf(PLAN, mean);

    assertEquals(3, mean[0], 1e-6);
    assertEquals(-4, mean[1], 1e-6);
    assertEquals(10 * Math.exp(-0.2 * 0.25), next.norm(), 1e-6);
  }

  @Test
  void serverHalf_allClipped_raisesTheClip() {
    AdaptiveClipStage next = stage(10).serverHalf(PLAN, new float[] {0, -0.6f});

    assertEquals(10 * Math.exp(0.2 * 0.5), next.norm(), 1e-6);
  }

  @Test
  void serverHalf_zeroUpdatesForEver_keepsAClipThatDivides() {
    AdaptiveClipStage stage = stage(1);
    for (int round = 0; round < 2000; round++) {
      stage = stage.serverHalf(PLAN, new float[] {0, 0.6f});
    }
    ClientUpdate update = update(7, 0, 0);
    stage.apply(update);

    assertArrayEquals(new float[] {0, 0, 0.6f}, update.sent());
  }

  @Test
  void stage_serialised_staysEqual() {
    assertEquals(stage(3), RoundTrip.of(stage(3)));
  }

  @Test
  void noise_onVectorAndIndicator_isThePublishedSplit() {
    // z = 1.5 and sigma_b = 100 / 20: z_Delta = (1.5^-2 - 10^-2)^(-1/2) = 1.517153...
    CentralPrivacy privacy = privacy(Placement.CENTRAL, 1.5);
    AdaptiveClipStage stage = (AdaptiveClipStage) privacy.clip();
    double ofVector = 1.5 / Math.sqrt(1 - stage.spread() * stage.spread() / 4);

    assertEquals(5, 1.5 / stage.spread(), 1e-12);
    assertEquals(Math.pow(1 / 2.25 - 0.01, -0.5), ofVector, 1e-12);
    Composed both = new Composed(List.of(new Gaussian(ofVector), new Gaussian(2 * 5)));
    assertEquals(1.5, JointGaussian.multiplier(both), 1e-12);
    assertEquals(1.5, privacy.noiseMultiplier());
    assertEquals(1.5, Math.sqrt(privacy.noise().noise(PLAN).fromServer()));
    CentralPrivacy flat = Settings.privacy(Settings.clip(3, 1.5, null), SCHEDULE, 10);
    assertEquals(flat.plannedEpsilon(), privacy.plannedEpsilon());
  }

  @Test
  void encoding_anyFirstClip_isTheSame() {
    int bits = privacy(Placement.DISTRIBUTED, 1).encoding().bits();
    CentralPrivacy other =
        Settings.privacy(Settings.adaptive(Placement.DISTRIBUTED, 1e-3, 1), SCHEDULE, 10);

    assertEquals(1, other.encoding().clip());
    assertEquals(bits, other.encoding().bits());
  }

  @Test
  void constructor_localNoise_isRefused() {
    InvalidInputException refusal =
        assertThrows(InvalidInputException.class, () -> Settings.adaptive(Placement.LOCAL, 0.1, 1));
    assertTrue(refusal.getMessage().startsWith("privacy.clipping: "), refusal.getMessage());
  }

  @Test
  void constructor_indicatorNoiseThatLeavesNothing_isRefused() {
    InvalidInputException refusal =
        assertThrows(InvalidInputException.class, () -> privacy(Placement.CENTRAL, 10));
    assertTrue(refusal.getMessage().startsWith("privacy.indicator-noise: "), refusal.getMessage());
    privacy(Placement.CENTRAL, 9.9);
  }

  @Test
  void constructor_settingThatCannotBe_namesTheKey() {
    refused("target-quantile", 0, 0.2, 1);
    refused("target-quantile", 1, 0.2, 1);
    refused("clip-rate", 0.5, 0, 1);
    refused("indicator-noise", 0.5, 0.2, 0);
    refused("indicator-noise", 0.5, 0.2, Double.NaN);
  }

  private static void refused(String key, double quantile, double rate, double noise) {
    InvalidInputException refusal =
        assertThrows(
            InvalidInputException.class, () -> new Clipping.Adaptive(quantile, rate, noise));
    assertTrue(refusal.getMessage().startsWith("privacy." + key + ": "), refusal.getMessage());
  }

  private static CentralPrivacy privacy(Placement placement, double z) {
    return Settings.privacy(Settings.adaptive(placement, 0.1, z), SCHEDULE, 10);
  }

  private static ClientUpdate update(int samples, float... vector) {
    ClientUpdate update = new ClientUpdate(vector.length);
    System.arraycopy(vector, 0, update.vector(), 0, vector.length);
    update.trained(3, samples, 1, 0, 0, 0);
    return update;
  }
}
