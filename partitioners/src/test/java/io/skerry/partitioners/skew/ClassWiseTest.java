package io.skerry.partitioners.skew;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.skerry.core.InvalidInputException;
import io.skerry.partitioners.skew.LabelDistribution.Values;
import io.skerry.partitioners.skew.Pathological.Mode;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Skews that divide class after class: Dirichlet by class, pathological, distribution. */
final class ClassWiseTest {

  @Test
  void dirichletClasses_hugeAlpha_dividesEachClassAlike() {
    assertArrayEquals(
        new int[][] {{5, 10}, {6, 11}},
        Dealt.quotas(new DirichletClasses(List.of(1e12, 1e12), 10, false), 1, 11, 21));
  }

  @Test
  void dirichletClasses_selfBalancing_skipsWhoHasMoreThanTheAverage() {
    // Client 0 gets all of class 0, 12 of 20 examples: class 1 is for the other.
    assertArrayEquals(
        new int[][] {{12, 0}, {0, 8}},
        Dealt.quotas(new DirichletClasses(List.of(1e9, 1e-9), 8, true), 1, 12, 8));
  }

  @Test
  void dirichletClasses_tooSmallClient_failsAfterTenDrawsWithTheSizes() {
    assertRefused(
        "partitioner.min-partition-size: expected 1 examples or more for each client, but draw 10"
            + " still gave the sizes 0, 20",
        new DirichletClasses(List.of(1e9, 1e-9), 1, false),
        12,
        8);
  }

  @Test
  void dirichletClasses_tinyAlphaAndManyClients_endsWithTheSmallestAndTheLargestSize() {
    long[] counts = new long[10];
    Arrays.fill(counts, 6000);
    String message =
        assertThrows(
                InvalidInputException.class,
                () ->
                    new DirichletClasses(Collections.nCopies(10_000, 0.001), 10, false)
                        .plan(counts, Dealt.key(1)))
            .getMessage();

    String zeros = "0, ".repeat(20);
    assertEquals(
        "partitioner.min-partition-size: expected 10 examples or more for each client, but draw 10"
            + " still gave the sizes "
            + zeros
            + "..., ",
        message.replaceAll("[0-9]+$", ""));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void dirichletClasses_manyClasses_haveTheDirichletsVariance(long seed) {
    int clients = 5;
    double alpha = 0.5;
    long[] counts = new long[400];
    Arrays.fill(counts, 1000);
    int[][] quotas =
        Dealt.quotas(
            new DirichletClasses(Collections.nCopies(clients, alpha), 1, false), seed, counts);
    double squares = 0;
    for (int quota : quotas[0]) {
      squares += (quota / 1000.0 - 0.2) * (quota / 1000.0 - 0.2) / counts.length;
    }

    // Var(share) = 1/K (1 - 1/K) / (K alpha + 1).
    assertEquals(0.2 * 0.8 / 3.5, squares, 0.012);
  }

  @Test
  void pathological_deterministic_sharesEachClassAmongItsOwners() {
    assertArrayEquals(
        new int[][] {{4, 4, 0, 0}, {0, 4, 4, 0}, {0, 0, 4, 5}, {4, 0, 0, 4}},
        Dealt.quotas(new Pathological(4, 2, Mode.DETERMINISTIC), 1, 8, 8, 8, 9));
  }

  @Test
  void pathological_classNobodyHas_isLeftOut() {
    assertArrayEquals(
        new int[][] {{6, 0, 0}, {0, 0, 7}},
        Dealt.quotas(new Pathological(2, 1, Mode.DETERMINISTIC), 1, 6, 0, 7));
    assertArrayEquals(
        new int[] {6}, Dealt.sizes(new Pathological(1, 1, Mode.DETERMINISTIC), 1, 6, 0, 7));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void pathological_anyMode_givesExactlySoManyClasses(long seed) {
    for (Mode mode : Mode.values()) {
      int[][] quotas =
          Dealt.quotas(new Pathological(20, 3, mode), seed, 100, 100, 0, 100, 100, 100);
      int[] present = {0, 1, 3, 4, 5};
      for (int client = 0; client < 20; client++) {
        assertEquals(3, Arrays.stream(quotas[client]).filter(n -> n > 0).count());
        if (mode == Mode.FIRST_DETERMINISTIC) {
          assertEquals(true, quotas[client][present[client % 5]] > 0);
        }
      }
    }
  }

  @Test
  void pathological_impossible_isRefused() {
    assertRefused(
        "partitioner.classes-per-client: expected at most 2, the classes of the data, not 3",
        new Pathological(2, 3, Mode.RANDOM),
        5,
        5,
        0);
    assertRefused(
        "partitioner.classes-per-client: class 0 has 1 examples, expected one for each of the 2"
            + " clients that were to have it",
        new Pathological(3, 1, Mode.DETERMINISTIC),
        1,
        5);
  }

  @Test
  void distribution_numbers_goToTheClientsOfEachClassInTurn() {
    // Of 2 classes, client k has k and k + 1 modulo 2: client 0 takes first from both rows.
    LabelDistribution partitioner =
        new LabelDistribution(
            2, 2, 9, false, Values.of(List.of(List.of(1.0, 2.9), List.of(3.0, 4.0))));

    assertArrayEquals(new int[][] {{1, 3}, {2, 4}}, Dealt.quotas(partitioner, 1, 10, 10));
  }

  @Test
  void distribution_twoOfTenClasses_areNeighbours() {
    int[][] quotas =
        Dealt.quotas(
            new LabelDistribution(20, 2, 0, true, Values.lognormal(0, 0.1)),
            1,
            100,
            100,
            100,
            100,
            100,
            100,
            100,
            100,
            100,
            100);

    for (int client = 0; client < 20; client++) {
      for (int label = 0; label < 10; label++) {
        boolean has = label == client % 10 || label == (client + 1) % 10;
        assertEquals(has, quotas[client][label] > 0, "client " + client + ", class " + label);
      }
    }
  }

  @Test
  void distribution_rescaled_dealsThePreassignedAndTheSharesOfTheRest() {
    // 12 - 2 x 1 left: shares 0.3 and 0.7; 23 - 2: 10.5 each, so one is left for either client.
    int[][] quotas =
        Dealt.quotas(
            new LabelDistribution(
                2, 2, 1, true, Values.of(List.of(List.of(3.0, 7.0), List.of(1.0, 1.0)))),
            4,
            12,
            23);

    assertEquals(4, quotas[0][0]);
    assertEquals(8, quotas[1][0]);
    assertEquals(23, quotas[0][1] + quotas[1][1]);
    assertEquals(11, Math.min(quotas[0][1], quotas[1][1]));
  }

  @Test
  void distribution_impossible_isRefused() {
    Values ones = Values.of(List.of(List.of(1.0), List.of(1.0)));
    assertRefused(
        "partitioner.clients: expected a multiple of 2, the classes of the data, not 3",
        new LabelDistribution(3, 1, 0, true, ones),
        9,
        9);
    assertRefused(
        "partitioner.distribution: expected 2 lists, one a class, of 2 numbers, one for each client"
            + " that has it",
        new LabelDistribution(4, 1, 0, true, ones),
        9,
        9);
    assertRefused(
        "partitioner.preassigned: class 0 has 9 examples, expected at least 10, so that each"
            + " client that has it can have one more",
        new LabelDistribution(2, 1, 9, true, ones),
        9,
        19);
    assertRefused(
        "partitioner.distribution: class 1 has 9 examples, expected numbers that sum to at most"
            + " that, not to 10",
        new LabelDistribution(2, 1, 0, false, Values.of(List.of(List.of(9.0), List.of(10.0)))),
        9,
        9);
    assertRefused(
        "partitioner.distribution: client 0 would get no example",
        new LabelDistribution(2, 1, 0, false, Values.of(List.of(List.of(0.5), List.of(1.0)))),
        9,
        9);
  }

  private static void assertRefused(String sentence, LabelPartitioner partitioner, long... counts) {
    Executable plan = () -> partitioner.plan(counts, Dealt.key(1));
    assertEquals(sentence, assertThrows(InvalidInputException.class, plan).getMessage());
  }
}
