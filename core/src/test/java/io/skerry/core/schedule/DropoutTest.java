package io.skerry.core.schedule;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skerry.core.InvalidInputException;
import io.skerry.core.random.RandomKey;
import io.skerry.core.schedule.Dropout.Fate;
import java.util.Arrays;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DropoutTest {
  private static final int CLIENTS = 20_000;

  /** A binomial count of n draws has deviation sqrt(n p (1 - p)). */
  @ParameterizedTest
  @ValueSource(doubles = {0.05, 0.5, 0.9})
  void of_manyClients_losesTheShareAskedFor_halfOfItBeforeTheWork(double probability) {
    Dropout dropout = new Dropout(probability, RandomKey.of(4));

    long before = count(dropout, Fate.LOST_BEFORE_WORK);
    long after = count(dropout, Fate.LOST_AFTER_WORK);

    double half = probability / 2;
    double deviation = Math.sqrt(CLIENTS * half * (1 - half));
    assertEquals(CLIENTS * half, before, 6 * deviation);
    assertEquals(CLIENTS * half, after, 6 * deviation);
  }

  @Test
  void plan_losesClientsOfItsCohort_otherOnesInEachRound() {
    Schedule schedule = new Schedule(Sampling.UNIFORM, 50, 50, RandomKey.of(1)).withDropout(0.3);
    RoundPlan plan = schedule.plan(3);
    Dropout dropout = plan.dropout();

    assertTrue(plan.lost().length > 0);
    assertEquals(50, plan.cohortSize());
    assertArrayEquals(
        Arrays.stream(plan.cohort()).filter(dropout::loses).toArray(), schedule.plan(3).lost());
    assertFalse(Arrays.equals(plan.lost(), schedule.plan(4).lost()));
    assertEquals(35, schedule.expectedReports(), 1e-12);
  }

  @Test
  void plan_cohort_doesNotDependOnTheDropout() {
    Schedule schedule = new Schedule(Sampling.POISSON, 10, 100, RandomKey.of(1));

    assertArrayEquals(schedule.plan(2).cohort(), schedule.withDropout(0.5).plan(2).cohort());
    assertEquals(0, schedule.plan(2).lost().length);
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, 1, Double.NaN})
  void schedule_probabilityThatIsNone_isRefusedByTheKey(double probability) {
    Schedule schedule = new Schedule(Sampling.POISSON, 10, 100, RandomKey.of(1));
    InvalidInputException e =
        assertThrows(InvalidInputException.class, () -> schedule.withDropout(probability));
    assertTrue(e.getMessage().startsWith("cohort.dropout: "), e.getMessage());
  }

  private static long count(Dropout dropout, Fate fate) {
    return LongStream.range(0, CLIENTS).filter(client -> dropout.of(client) == fate).count();
  }
}
