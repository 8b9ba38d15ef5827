package io.skerry.core.schedule;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skerry.core.Bounds;
import io.skerry.core.InvalidInputException;
import io.skerry.core.random.RandomKey;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class ScheduleTest {
  private static final RandomKey KEY = RandomKey.of(11).child("schedule");

  @Test
  void plan_poisson_takesEachClientWithTheRateAndPairsIndependently() {
    int clients = 30;
    int rounds = 40_000;
    Schedule schedule = new Schedule(Sampling.POISSON, 6, clients, KEY);
    int[][] together = new int[clients][clients];
    for (int round = 1; round <= rounds; round++) {
      long[] cohort = schedule.plan(round).cohort();
      for (long i : cohort) {
        for (long j : cohort) {
          together[(int) i][(int) j]++;
        }
      }
    }

    double bound = Bounds.share(rounds, clients * (clients + 1) / 2);
    for (int i = 0; i < clients; i++) {
      for (int j = 0; j <= i; j++) {
        double expected = i == j ? 0.2 : 0.2 * 0.2;
        assertEquals(expected, (double) together[i][j] / rounds, bound, i + " with " + j);
      }
    }
  }

  @Test
  void plan_poissonOfExpectedSizeOne_isEmptyAsOftenAsItShould() {
    int rounds = 20_000;
    Schedule schedule = new Schedule(Sampling.POISSON, 1, 1000, KEY);
    long empty = 0;
    for (int round = 1; round <= rounds; round++) {
      empty += schedule.plan(round).cohortSize() == 0 ? 1 : 0;
    }

    assertEquals(Math.pow(0.999, 1000), (double) empty / rounds, Bounds.share(rounds, 1));
  }

  @ParameterizedTest
  @EnumSource
  void plan_aTrillionClients_costsOnlyTheCohort(Sampling sampling) {
    long clients = 1_000_000_000_000L;
    Schedule schedule = new Schedule(sampling, 10, clients, KEY);
    long drawn = 0;
    double sum = 0;
    for (int round = 1; round <= 5000; round++) {
      long[] cohort = schedule.plan(round).cohort();
      assertAscending(cohort, clients);
      drawn += cohort.length;
      sum += LongStream.of(cohort).mapToDouble(ordinal -> (double) ordinal / clients).sum();
    }

    // A Poisson total of mean 50,000, and the mean of as many uniform ordinals.
    assertEquals(50_000, drawn, sampling == Sampling.POISSON ? 7 * Math.sqrt(50_000) : 0);
    assertEquals(0.5, sum / drawn, Bounds.share(drawn, 1));
  }

  @Test
  void plan_uniform_isExactAndTakesEachClientEquallyOften() {
    int clients = 25;
    int size = 7;
    int rounds = 20_000;
    Schedule schedule = new Schedule(Sampling.UNIFORM, size, clients, KEY);
    long[] counts = new long[clients];
    for (int round = 1; round <= rounds; round++) {
      long[] cohort = schedule.plan(round).cohort();
      assertEquals(size, cohort.length);
      assertAscending(cohort, clients);
      for (long ordinal : cohort) {
        counts[(int) ordinal]++;
      }
    }

    // Draws of one round exclude each other, which shrinks the statistic by (n - k) / (n - 1).
    double shrunk = (double) (clients - size) / (clients - 1);
    assertTrue(Bounds.pearson(counts) / shrunk <= Bounds.chiSquare(clients - 1));
  }

  @ParameterizedTest
  @EnumSource
  void plan_sizeOfThePopulation_takesEveryone(Sampling sampling) {
    assertArrayEquals(
        LongStream.range(0, 9).toArray(), new Schedule(sampling, 9, 9, KEY).plan(4).cohort());
  }

  @ParameterizedTest
  @EnumSource
  void plan_sameRound_isTheSameAndRoundsDiffer(Sampling sampling) {
    Schedule schedule = new Schedule(sampling, 20, 10_000, KEY);

    assertArrayEquals(schedule.plan(5).cohort(), schedule.plan(5).cohort());
    assertEquals(schedule.plan(5).key(), schedule.plan(5).key());
    assertFalse(Arrays.equals(schedule.plan(5).cohort(), schedule.plan(6).cohort()));
    assertFalse(schedule.plan(5).key().equals(schedule.plan(6).key()));
  }

  @ParameterizedTest(name = "{0} of {1}")
  @CsvSource({"0, 5", "-1, 5", "6, 5", "1, 0"})
  void constructor_sizeOutsideThePopulation_namesTheKey(int size, long clients) {
    InvalidInputException refusal =
        assertThrows(
            InvalidInputException.class, () -> new Schedule(Sampling.UNIFORM, size, clients, KEY));
    assertTrue(refusal.getMessage().startsWith("cohort.size: "), refusal.getMessage());
  }

  @Test
  void within_range_cutsTheCohortAtItsEnds() {
    long[] cohort = {2, 3, 5, 8};

    assertArrayEquals(new long[] {3, 5}, RoundPlan.within(cohort, 3, 8));
    assertArrayEquals(cohort, RoundPlan.within(cohort, 0, 9));
    assertArrayEquals(new long[0], RoundPlan.within(cohort, 6, 8));
    assertArrayEquals(new long[0], RoundPlan.within(new long[0], 0, 8));
  }

  private static void assertAscending(long[] cohort, long clients) {
    for (int i = 0; i < cohort.length; i++) {
      assertTrue(cohort[i] >= 0 && cohort[i] < clients);
      assertTrue(i == 0 || cohort[i - 1] < cohort[i]);
    }
  }

  @Test
  void plan_cohortsGiven_takesThemAscendingInACycle() {
    Schedule schedule = Schedule.given(List.of(new long[] {7, 2}, new long[] {4, 9}), 10, KEY);
    assertArrayEquals(new long[] {2, 7}, schedule.plan(1).cohort());
    assertArrayEquals(new long[] {4, 9}, schedule.plan(2).cohort());
    assertArrayEquals(new long[] {2, 7}, schedule.plan(3).cohort());
    assertEquals(2, schedule.size());
  }

  @ParameterizedTest(name = "{0} of {1}")
  @CsvSource({"5, 65", "10, 65", "1, 7", "7, 7", "300, 1000"})
  void plan_cyclic_takesEachClientOnceACycleAndComesAgain(int size, int clients) {
    Schedule schedule = new Schedule(Sampling.CYCLIC, size, clients, RandomKey.of(3));
    BitSet seen = new BitSet();
    long drawn = 0;
    for (int round = 1; round <= schedule.cycle(); round++) {
      long[] cohort = schedule.plan(round).cohort();
      assertTrue(cohort.length <= size && cohort.length >= clients / schedule.cycle());
      drawn += cohort.length;
      LongStream.of(cohort).forEach(ordinal -> seen.set((int) ordinal));
      assertArrayEquals(LongStream.of(cohort).sorted().toArray(), cohort);
      assertArrayEquals(cohort, schedule.plan(round + (int) schedule.cycle()).cohort());
    }

    assertEquals(clients, drawn);
    assertEquals(clients, seen.cardinality());
  }
}
