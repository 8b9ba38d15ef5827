package io.skerry.core.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PackingTest {

  @Test
  void of_oneLargeClient_leavesItAlone() {
    Packing packing = Packing.of(new Sized(1, 1, 1, 6, 2), 3);

    assertArrayEquals(new long[] {0, 3, 4, 5}, packing.bounds());
    // 3, 6 and 2 examples, of which 11 / 3 are the mean.
    assertEquals(18.0 / 11, packing.balance(), 1e-12);
  }

  @Test
  void of_clientsThatAreAlike_cutsEqualRuns() {
    Packing packing = Packing.of(new Sized(1, 1, 1, 1, 1, 1, 1, 1), 4);

    assertArrayEquals(new long[] {0, 2, 4, 6, 8}, packing.bounds());
    assertEquals(1, packing.balance());
  }

  @Test
  void of_morePartitionsThanClients_ascendsToTheEnd() {
    assertArrayEquals(new long[] {0, 0, 1, 1, 2}, Packing.of(new Sized(5, 5), 4).bounds());
  }

  @Test
  void of_noExamples_coversAllClients() {
    Packing packing = Packing.of(new Sized(0, 0), 2);

    assertArrayEquals(new long[] {0, 0, 2}, packing.bounds());
    assertEquals(1, packing.balance());
  }

  @Test
  void evenly_aCohort_givesEachPartitionAsMany() {
    assertArrayEquals(
        new long[] {0, 8, 91, 100}, Packing.evenly(new long[] {5, 7, 8, 90, 91, 99}, 100, 3));
    assertArrayEquals(new long[] {0, 3, 3, 100}, Packing.evenly(new long[] {3}, 100, 3));
    assertArrayEquals(new long[] {0, 100, 100}, Packing.evenly(new long[] {}, 100, 2));
  }

  /** Clients that only have sizes. */
  private record Sized(int... sizes) implements Population {
    @Override
    public PopulationSpec spec() {
      return new PopulationSpec(
          sizes.length, -1, 0, new DataSpec(List.of(1), 2), false, null, "sizes");
    }

    @Override
    public double costBefore(long ordinal) {
      return Arrays.stream(sizes).limit(ordinal).sum();
    }

    @Override
    public ClientBlock open(long from, long until) {
      throw new UnsupportedOperationException();
    }
  }
}
