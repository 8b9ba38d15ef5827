package io.skerry.privacy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skerry.core.RoundTrip;
import io.skerry.core.random.RandomKey;
import io.skerry.core.random.RandomStream;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ParticipationTest {

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3})
  void plus_manyCohorts_countsAsAMapDoes(long seed) {
    RandomStream stream = RandomKey.of(seed).stream();
    Participation participation = Participation.NONE;
    Map<Long, Integer> expected = new HashMap<>();
    int most = 0;
    for (int round = 0; round < 400; round++) {
      long[] cohort =
          LongStream.generate(() -> stream.nextLong(200))
              .limit(stream.nextInt(12))
              .distinct()
              .sorted()
              .toArray();
      for (long ordinal : cohort) {
        most = Math.max(most, expected.merge(ordinal, 1, Integer::sum));
      }
      assertEquals(most, participation.mostAfter(cohort));
      participation = round % 50 == 0 ? RoundTrip.of(participation) : participation;
      participation = participation.plus(cohort);
      assertEquals(most, participation.most());
    }

    for (long ordinal = 0; ordinal < 200; ordinal++) {
      assertEquals(expected.getOrDefault(ordinal, 0), participation.count(ordinal));
    }
  }

  @Test
  void plus_aCohort_leavesTheValueBefore() {
    Participation once = Participation.NONE.plus(new long[] {3, 5});
    Participation twice = once.plus(new long[] {5, 9});

    assertEquals(1, once.count(5));
    assertEquals(0, once.count(9));
    assertEquals(2, twice.count(5));
    assertEquals(0, Participation.NONE.most());
  }

  @Test
  void plus_manyRoundsOfFewClients_keepsFewRuns() {
    Participation participation = Participation.NONE;
    for (int round = 0; round < 10_000; round++) {
      participation = participation.plus(new long[] {round % 50, 50 + round % 7});
    }

    assertTrue(participation.runs().size() <= 16, participation.runs().size() + " runs");
    assertEquals(200, participation.count(0));
    assertEquals(1429, participation.most());
  }
}
