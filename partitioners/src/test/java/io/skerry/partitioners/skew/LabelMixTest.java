package io.skerry.partitioners.skew;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skerry.core.InvalidInputException;
import io.skerry.partitioners.quantity.EqualSizes;
import io.skerry.partitioners.skew.LabelMix.Shares;
import io.skerry.partitioners.skew.MixedLabels.WhenDry;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

final class LabelMixTest {
  private static final long[] COUNTS = {100, 100, 100, 100};

  @Test
  void among_groupThatLosesAClass_keepsItsShare() {
    Shares shares =
        new Shares(
            new double[] {Math.log(0.5), Math.log(0.5)},
            new int[] {0, 0, 1},
            new double[] {Math.log(0.25), Math.log(0.75), 0});

    assertArrayEquals(
        new double[] {0.25, 0.75, 1}, shares.among(new boolean[] {true, true, true}), 1e-12);
    assertArrayEquals(
        new double[] {1, 0, 1}, shares.among(new boolean[] {true, false, true}), 1e-12);
    assertArrayEquals(
        new double[] {0, 1, 0}, shares.among(new boolean[] {false, true, false}), 1e-12);
  }

  @Test
  void among_onlyUnwantedClassesLeft_areAlike() {
    Shares shares = Shares.of(new double[] {0, LabelMix.LAST, LabelMix.LAST});

    assertArrayEquals(new double[] {1, 0, 0}, shares.among(new boolean[] {true, true, true}), 0);
    assertArrayEquals(new double[] {0, 1, 1}, shares.among(new boolean[] {false, true, true}), 0);
  }

  @Test
  void prevalence_twoKindsOfHospitals_getExactlyTheirLabels() {
    LabelPartitioner hospitals =
        MixedLabels.inTurns(
            new EqualSizes(4), new PrevalenceMix(List.of(List.of(1.0, 0.0), List.of(0.0, 1.0))));

    assertArrayEquals(
        new int[][] {{15, 0}, {0, 15}, {15, 0}, {0, 15}}, Dealt.quotas(hospitals, 1, 30, 30));
  }

  @Test
  void prevalence_shares_areMetUpToChance() {
    LabelPartitioner hospitals =
        MixedLabels.inTurns(
            new EqualSizes(2), new PrevalenceMix(List.of(List.of(0.9, 0.1), List.of(0.1, 0.9))));
    int[][] quotas = Dealt.quotas(hospitals, 1, 100_000, 100_000);

    assertEquals(90_000, quotas[0][0], 5 * Math.sqrt(100_000 * 0.09));
    assertEquals(10_000, quotas[1][0], 5 * Math.sqrt(100_000 * 0.09));
  }

  @Test
  void pachinko_tinyAlphaAndHugeBeta_givesAClientOneCoarseLabelAndItsClassesAlike() {
    LabelPartitioner partitioner =
        new MixedLabels(
            new EqualSizes(2),
            new PachinkoMix(1e-4, 1e9, List.of(List.of(0, 2), List.of(1, 3))),
            1,
            WhenDry.RENORMALIZE);
    int[][] quotas = Dealt.quotas(partitioner, 5, 10_000, 10_000, 10_000, 10_000);

    for (int[] quota : quotas) {
      boolean first = quota[0] > 0;
      // A class that runs dry leaves its share to the other one of its coarse label.
      assertEquals(first ? 10_000 : 0, quota[0]);
      assertEquals(first ? 10_000 : 0, quota[2]);
      assertEquals(first ? 0 : 10_000, quota[1]);
    }
  }

  @Test
  void pachinko_manyClients_drawCoarseSharesWithTheDirichletsVariance() {
    int clients = 2000;
    LabelPartitioner partitioner =
        new MixedLabels(
            new EqualSizes(clients),
            new PachinkoMix(0.5, 10, List.of(List.of(0, 1), List.of(2, 3))),
            1,
            WhenDry.RENORMALIZE);
    int[][] quotas = Dealt.quotas(partitioner, 2, 50_000, 50_000, 50_000, 50_000);
    double squares = 0;
    int observed = clients / 4;
    for (int k = 0; k < observed; k++) {
      double share = (quotas[k][0] + quotas[k][1]) / 100.0;
      squares += (share - 0.5) * (share - 0.5) / observed;
    }

    // Var(share) = 1/4 (1 + 2 alpha / size) / (1 + 2 alpha) for two coarse labels.
    assertEquals(0.25 * 1.01 / 2, squares, 0.015);
  }

  @Test
  void mixes_ofOtherClassesThanTheData_areRefused() {
    assertRefused(
        "partitioner.prevalence: expected a share for each of 4 classes, not [0.5, 0.5]",
        () -> plan(new PrevalenceMix(List.of(List.of(0.5, 0.5)))));
    assertRefused(
        "partitioner.coarse: expected the 4 classes of the data, not 2",
        () -> plan(new PachinkoMix(1, 1, List.of(List.of(0), List.of(1)))));
    assertRefused(
        "partitioner.alpha: expected a number for each of 4 classes, not 1",
        () -> plan(DirichletMix.ofClasses(List.of(1.0))));
  }

  @Test
  void mixes_badParameters_nameTheKey() {
    assertRefused(
        "partitioner.prevalence: expected shares of the classes that sum to 1, not [0.5, 0.4]",
        () -> new PrevalenceMix(List.of(List.of(0.5, 0.4))));
    assertRefused(
        "partitioner.beta: expected a positive number, not 0.0",
        () -> new PachinkoMix(1, 0, List.of(List.of(0))));
    assertRefused(
        "partitioner.coarse: expected each of the classes 0, 1, ... in one list, not [0, 0]",
        () -> new PachinkoMix(1, 1, List.of(List.of(0), List.of(0))));
    assertTrue(
        assertThrows(InvalidInputException.class, () -> DirichletMix.symmetric(-1))
            .getMessage()
            .startsWith("partitioner.alpha"));
  }

  private static void plan(LabelMix mix) {
    MixedLabels.inTurns(new EqualSizes(2), mix).plan(COUNTS, Dealt.key(1));
  }

  private static void assertRefused(String sentence, Executable work) {
    assertEquals(sentence, assertThrows(InvalidInputException.class, work).getMessage());
  }
}
