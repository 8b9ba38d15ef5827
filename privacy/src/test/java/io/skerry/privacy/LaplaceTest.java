package io.skerry.privacy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skerry.core.InvalidInputException;
import io.skerry.core.schedule.Sampling;
import io.skerry.core.schedule.Schedule;
import io.skerry.core.sum.Norm;
import io.skerry.core.sum.RingSum;
import io.skerry.privacy.accounting.AccountantKind;
import io.skerry.privacy.accounting.NeighbouringRelation;
import io.skerry.privacy.accounting.PrivacyEvent;
import io.skerry.privacy.accounting.PrivacyEvent.Composed;
import io.skerry.privacy.accounting.PrivacyEvent.DiscreteLaplace;
import io.skerry.privacy.accounting.PrivacyEvent.Laplace;
import io.skerry.privacy.accounting.PrivacyEvent.PoissonSampled;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Laplace noise on sums of bounded L1 norm: what it costs, and why no more. */
final class LaplaceTest {
  private static final Schedule UNIFORM = Settings.schedule(Sampling.UNIFORM, 20, 2000);
  private static final Schedule POISSON = Settings.schedule(Sampling.POISSON, 20, 2000);

  @ParameterizedTest
  @CsvSource({"CENTRAL, 0.7", "LOCAL, 0.35"})
  void event_isScaleOverL1Sensitivity(Placement placement, double multiplier) {
    CentralPrivacy privacy = privacy(placement, UNIFORM, 0.7);
    PricedEvent priced = priced(privacy, UNIFORM);
    assertEquals(new Laplace(multiplier), priced.event());
    LedgerRow row = LedgerRow.of(1, priced, 1);
    assertTrue(row.event().startsWith("Laplace noise by "), row.event());
    assertEquals(multiplier, row.noiseMultiplier());
  }

  /**
   * One release without sampling is (C / b, 0)-private, which a small delta hardly lessens. RDP's
   * largest order leaves a little more.
   */
  @ParameterizedTest
  @EnumSource
  void epsilon_ofOneRound_isNextToTheClipOverTheScale(AccountantKind accountant) {
    double epsilon =
        accountant
            .nothing(NeighbouringRelation.REPLACE_SPECIAL)
            .plus(priced(privacy(Placement.CENTRAL, UNIFORM, 2), UNIFORM).event())
            .epsilon(1e-5);
    assertEquals(0.5, epsilon, accountant == AccountantKind.PLD ? 1e-3 : 3e-3);
  }

  /**
   * Sampled at rate q, a pure epsilon becomes ln(1 + q (e^epsilon - 1)) (Balle, Barthe, Gaboardi
   * 2018), less what delta forgives.
   */
  @Test
  void epsilon_underPoissonSampling_isAmplifiedByPld() {
    CentralPrivacy privacy = privacy(Placement.CENTRAL, POISSON, 2);
    assertEquals(new PoissonSampled(0.01, new Laplace(2)), priced(privacy, POISSON).event());
    CentralPrivacy once =
        Settings.privacy(Settings.laplace(Placement.CENTRAL, 0.5, null, 2), POISSON, 1);
    assertEquals(Math.log1p(0.01 * Math.expm1(0.5)), once.plannedEpsilon(), 2e-4);
  }

  @Test
  void constructor_poissonSamplingByRdp_isRefused() {
    InvalidInputException refusal =
        assertThrows(
            InvalidInputException.class,
            () ->
                Settings.privacy(
                    Settings.mechanism(NoiseLaw.LAPLACE, Placement.CENTRAL, 1), POISSON, 10));
    assertTrue(
        refusal.getMessage().startsWith("privacy.accountant: rdp has no price for PoissonSampled")
            && refusal.getMessage().endsWith("expected pld"),
        refusal.getMessage());
  }

  /** What is priced, and what was drawn: whole numbers of scale t, a shift of D in all. */
  @ParameterizedTest
  @ValueSource(doubles = {0.3, 0.1, 1e-2, 1e-5})
  void epsilon_ofWholeNumbers_isAtMostThatOfThePricedLaplace(double delta) {
    for (long t : new long[] {1, 3, 10}) {
      for (long shift : new long[] {1, 5, 12}) {
        double corrected = (double) shift / t + 1.0 / (4 * t * t);
        double priced = epsilon(new Laplace(1 / corrected), delta);
        double drawn = epsilon(new DiscreteLaplace(1.0 / t, shift), delta);
        assertTrue(drawn <= priced + 1e-3, drawn + " > " + priced + " at " + t + ", " + shift);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.3, 0.1, 1e-2, 1e-5})
  void epsilon_ofAShiftOfSeveralCoordinates_isAtMostThatOfOne(double delta) {
    double split =
        epsilon(
            new Composed(
                List.of(
                    new DiscreteLaplace(1 / 3.0, 2),
                    new DiscreteLaplace(1 / 3.0, 2),
                    new DiscreteLaplace(1 / 3.0, 1))),
            delta);
    double one = epsilon(new DiscreteLaplace(1 / 3.0, 5), delta);
    assertTrue(split <= one + 1e-3, split + " > " + one);
  }

  @Test
  void settings_distributed_areRefused() {
    InvalidInputException refusal =
        assertThrows(
            InvalidInputException.class,
            () -> Settings.laplace(Placement.DISTRIBUTED, 0.5, null, 1));
    assertTrue(refusal.getMessage().startsWith("privacy.placement: "), refusal.getMessage());
  }

  @ParameterizedTest
  @EnumSource
  void clipNorm_otherThanTheLawsOwn_isRefused(NoiseLaw law) {
    Norm own = law == NoiseLaw.LAPLACE ? Norm.L1 : Norm.L2;
    PrivacySettings.requireNorm(law, own);
    InvalidInputException refusal =
        assertThrows(
            InvalidInputException.class,
            () -> PrivacySettings.requireNorm(law, own == Norm.L1 ? Norm.L2 : Norm.L1));
    assertTrue(refusal.getMessage().startsWith("privacy.clip-norm: "), refusal.getMessage());
  }

  private static double epsilon(PrivacyEvent event, double delta) {
    return AccountantKind.PLD
        .nothing(NeighbouringRelation.REPLACE_SPECIAL)
        .plus(event)
        .epsilon(delta);
  }

  private static PricedEvent priced(CentralPrivacy privacy, Schedule schedule) {
    return (PricedEvent) privacy.noise().serverHalf(schedule.plan(1), new RingSum(3)).get(0);
  }

  private static CentralPrivacy privacy(Placement placement, Schedule schedule, double z) {
    return Settings.privacy(Settings.laplace(placement, 0.5, null, z), schedule, 10);
  }
}
