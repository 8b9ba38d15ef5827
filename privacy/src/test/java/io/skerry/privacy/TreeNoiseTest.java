package io.skerry.privacy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skerry.core.InvalidInputException;
import io.skerry.core.pipeline.RoundEvent;
import io.skerry.core.schedule.RoundPlan;
import io.skerry.core.schedule.Sampling;
import io.skerry.core.schedule.Schedule;
import io.skerry.core.sum.RingSum;
import io.skerry.privacy.accounting.NeighbouringRelation;
import io.skerry.privacy.accounting.PrivacyEvent.Gaussian;
import io.skerry.privacy.accounting.PrivacyEvent.SelfComposed;
import io.skerry.privacy.accounting.PrivacyEvent.TreeAggregation;
import io.skerry.privacy.accounting.RdpAccountant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TreeNoiseTest {
  private static final int VALUES = 20_000;

  /** Cohorts of 5 out of 65 clients: a cycle of 13 rounds, a tree of 4 levels. */
  private static final Schedule SCHEDULE = Settings.schedule(Sampling.CYCLIC, 5, 65);

  private static CentralPrivacy privacy(double z, int rounds) {
    return Settings.privacy(
        Settings.mechanism(NoiseLaw.TREE_AGGREGATION, Placement.CENTRAL, z), SCHEDULE, rounds);
  }

  /** The noise in the sum of the first rounds of a tree, round after round. */
  private static RingSum prefix(CentralPrivacy privacy, int first, int rounds) {
    RingSum sum = new RingSum(VALUES);
    for (int round = first; round < first + rounds; round++) {
      privacy.noise().serverHalf(SCHEDULE.plan(round), sum);
    }
    return sum;
  }

  @ParameterizedTest(name = "after {0} rounds the noise of {1} nodes")
  @CsvSource({"1, 1", "2, 1", "3, 2", "4, 1", "7, 3", "8, 1", "11, 3", "13, 3"})
  void sum_ofRounds_hasTheNoiseOfAsManyNodesAsTheirNumberHasOnes(int rounds, int nodes) {
    // Node deviation z C = 0.5. Of n squares of a standard normal the mean has deviation
    // sqrt(2 / n) = 0.01: five of these.
    CentralPrivacy privacy = privacy(1, 13);
    double unit = Math.scalb(1.0, -privacy.encoding().bits());
    double square = 0;
    for (long value : prefix(privacy, 1, rounds).values()) {
      square += (value * unit) * (value * unit);
    }

    assertEquals(nodes, square / VALUES / 0.25, 0.05 * nodes);
  }

  @Test
  void sum_ofRoundsThatShareANode_differsByWhatTheyDoNotShare() {
    // 8 = 1000 and 12 = 1100 in binary share the node of rounds 1 to 8: between them lies one of 4.
    CentralPrivacy privacy = privacy(1, 13);
    long[] eight = prefix(privacy, 1, 8).values();
    long[] twelve = prefix(privacy, 1, 12).values();
    double unit = Math.scalb(1.0, -privacy.encoding().bits());
    double square = 0;
    for (int i = 0; i < VALUES; i++) {
      double by = (twelve[i] - eight[i]) * unit;
      square += by * by;
    }

    assertEquals(1, square / VALUES / 0.25, 0.05);
  }

  @Test
  void noise_ofARound_isThatOfTheNodesItAddsAndTakesOff() {
    CentralPrivacy privacy = privacy(1, 13);
    int[] nodes = {1, 2, 1, 3, 1, 2, 1, 4, 1, 2, 1, 3, 1, 1};
    for (int round = 1; round <= nodes.length; round++) {
      assertEquals(
          0.25 * nodes[round - 1], privacy.noise().noise(SCHEDULE.plan(round)).fromServer(), 1e-12);
    }
  }

  @Test
  void serverHalf_nextCycle_beginsATreeOfItsOwn() {
    CentralPrivacy privacy = privacy(1, 26);
    long[] first = prefix(privacy, 1, 1).values();
    long[] second = prefix(privacy, 14, 1).values();
    double product = 0;
    double square = 0;
    for (int i = 0; i < VALUES; i++) {
      product += (double) first[i] * second[i];
      square += (double) first[i] * first[i];
    }

    // Correlation of independent draws: deviation 1 / sqrt(20,000) = 0.007.
    assertEquals(0, product / square, 0.036);
  }

  @Test
  void serverHalf_sameRoundAgain_drawsTheSame() {
    CentralPrivacy privacy = privacy(1, 13);
    assertArrayEquals(prefix(privacy, 8, 1).values(), prefix(privacy, 8, 1).values());
  }

  @Test
  void serverHalf_rounds_payOnceACycle() {
    CentralPrivacy privacy = privacy(2, 15);
    TreeAggregation tree = new TreeAggregation(2, 13);
    for (int round = 1; round <= 15; round++) {
      RoundPlan plan = SCHEDULE.plan(round);
      List<RoundEvent> events = privacy.noise().serverHalf(plan, new RingSum(1));
      PricedEvent ran = (PricedEvent) events.get(0);
      assertEquals(round == 1 || round == 14 ? tree : new SelfComposed(tree, 0), ran.event());
    }
    // Each client is in two trees, in 4 nodes of each: a Gaussian of multiplier 2 / sqrt(8).
    double expected =
        RdpAccountant.of(NeighbouringRelation.REPLACE_SPECIAL)
            .plus(new Gaussian(2 / Math.sqrt(8)))
            .epsilon(1e-5);
    assertEquals(expected, privacy.plannedEpsilon(), 1e-9);
  }

  @Test
  void event_independentNoiseForCohortsInTurn_isPaidOnceACycle() {
    CentralPrivacy privacy =
        Settings.privacy(Settings.mechanism(NoiseLaw.GAUSSIAN, Placement.CENTRAL, 2), SCHEDULE, 26);
    double expected =
        RdpAccountant.of(NeighbouringRelation.REPLACE_SPECIAL)
            .plus(new Gaussian(2), 2)
            .epsilon(1e-5);

    assertEquals(expected, privacy.plannedEpsilon());
  }

  @Test
  void constructor_whatHasNoPrice_isRefused() {
    Schedule poisson = Settings.schedule(Sampling.POISSON, 5, 65);
    Schedule uniform = Settings.schedule(Sampling.UNIFORM, 5, 65);
    refused("mechanism", Placement.CENTRAL, poisson);
    refused("mechanism", Placement.CENTRAL, uniform);
    refused("mechanism", Placement.DISTRIBUTED, SCHEDULE);
    refused("mechanism", Placement.LOCAL, SCHEDULE);
    for (NeighbouringRelation relation :
        List.of(NeighbouringRelation.ADD_OR_REMOVE_ONE, NeighbouringRelation.REPLACE_ONE)) {
      PrivacySettings settings = Settings.of(Placement.CENTRAL, 1, relation);
      InvalidInputException refusal =
          assertThrows(InvalidInputException.class, () -> Settings.privacy(settings, SCHEDULE, 10));
      assertTrue(refusal.getMessage().startsWith("privacy.relation: "), refusal.getMessage());
    }
  }

  private static void refused(String key, Placement placement, Schedule schedule) {
    PrivacySettings settings = Settings.mechanism(NoiseLaw.TREE_AGGREGATION, placement, 1);
    InvalidInputException refusal =
        assertThrows(InvalidInputException.class, () -> Settings.privacy(settings, schedule, 10));
    assertTrue(refusal.getMessage().startsWith("privacy." + key + ": "), refusal.getMessage());
  }
}
