package io.skerry.privacy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skerry.core.InvalidInputException;
import io.skerry.core.schedule.Sampling;
import io.skerry.privacy.accounting.Accountant;
import io.skerry.privacy.accounting.GaussianPrivacy;
import io.skerry.privacy.accounting.NeighbouringRelation;
import io.skerry.privacy.accounting.PldAccountant;
import io.skerry.privacy.accounting.PrivacyEvent.Gaussian;
import io.skerry.privacy.accounting.PrivacyEvent.PoissonSampled;
import io.skerry.privacy.accounting.RdpAccountant;
import org.junit.jupiter.api.Test;

final class PrivacyPlanTest {
  private static final PrivacyPlan PLAN =
      new PrivacyPlan(1, Sampling.POISSON, 1000, 20, 200, 1e-5, null);
  private static final Accountant RDP = RdpAccountant.of(NeighbouringRelation.ADD_OR_REMOVE_ONE);

  @Test
  void round_isWhatARunWouldEmit() {
    assertEquals(new PoissonSampled(0.02, new Gaussian(1)), PLAN.round());
    PrivacyPlan uniform = new PrivacyPlan(1, Sampling.UNIFORM, 1000, 20, 200, 1e-5, null);
    assertEquals(new Gaussian(1), uniform.round());
    assertEquals(NeighbouringRelation.REPLACE_SPECIAL, uniform.pricedRelation());
  }

  @Test
  void everyDirection_roundTrips() {
    double epsilon = PLAN.epsilon(RDP);
    assertEquals(1, PLAN.withNoise(5).calibrated(RDP, epsilon).noiseMultiplier(), 1e-6);
    assertEquals(200, PLAN.withRounds(1).longest(RDP, epsilon).rounds());
    assertEquals(20, PLAN.withCohort(1).widest(RDP, epsilon).cohort());
  }

  @Test
  void calibrated_byPld_needsLessNoiseThanByRdp() {
    PrivacyPlan pld = PLAN.calibrated(PldAccountant.of(PLAN.pricedRelation()), 2);
    assertTrue(pld.noiseMultiplier() < PLAN.calibrated(RDP, 2).noiseMultiplier());
    assertEquals(2, pld.epsilon(PldAccountant.of(PLAN.pricedRelation())), 1e-6 * 2);
  }

  @Test
  void gdp_withoutSampling_isInsideTheBoundsOfPld() {
    double gdp = GaussianPrivacy.gdp(new Gaussian(10), 50, 1e-5).orElseThrow();
    PldAccountant.Bounds pld =
        PldAccountant.of(NeighbouringRelation.REPLACE_SPECIAL)
            .plus(new Gaussian(10), 50)
            .epsilonBounds(1e-5);
    assertTrue(pld.lower() <= gdp && gdp <= pld.upper());
    assertTrue(GaussianPrivacy.zcdp(new Gaussian(10), 50, 1e-5).orElseThrow() > gdp);
  }

  @Test
  void plan_outOfRange_isRefused() {
    assertThrows(InvalidInputException.class, () -> PLAN.withCohort(1001));
    assertThrows(InvalidInputException.class, () -> PLAN.withRounds(0));
    assertThrows(InvalidInputException.class, () -> PLAN.longest(RDP, 1e-9));
  }
}
