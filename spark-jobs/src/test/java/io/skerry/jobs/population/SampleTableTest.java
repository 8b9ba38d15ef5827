package io.skerry.jobs.population;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

final class SampleTableTest {

  @Test
  void bounds_ofOneLargeClient_leaveItAlone() {
    assertArrayEquals(new long[] {0, 3, 4, 5}, table(0, 1, 1, 1, 6, 2).bounds(3));
  }

  @Test
  void bounds_insideABucket_areInProportion() {
    SampleTable table = new SampleTable(List.of(100L), List.of(1000L));
    assertArrayEquals(new long[] {0, 25, 50, 75, 100}, table.bounds(4));
  }

  @Test
  void bounds_ofMoreRangesThanClients_ascendToTheEnd() {
    assertArrayEquals(new long[] {0, 1, 1, 2, 2}, table(0, 5, 5).bounds(4));
  }

  @Test
  void bounds_withoutSamples_coverAllClients() {
    assertArrayEquals(new long[] {0, 0, 2}, table(0, 0, 0).bounds(2));
  }

  @Test
  void builder_ofManyClients_widensItsBuckets() {
    SampleTable.Builder builder = new SampleTable.Builder(10);
    for (int i = 0; i < 2500; i++) {
      builder.add(1);
    }
    SampleTable table = builder.build();
    assertEquals(625, table.until().size());
    assertEquals(14, table.until().get(0));
    assertEquals(2510, table.until().get(624));
    assertTrue(table.samples().stream().allMatch(samples -> samples == 4));
  }

  @Test
  void join_ofManyParts_staysWithinTheLimit() {
    SampleTable.Builder first = new SampleTable.Builder(0);
    SampleTable.Builder second = new SampleTable.Builder(900);
    for (int i = 0; i < 900; i++) {
      first.add(1);
      second.add(2);
    }
    SampleTable joined = SampleTable.join(List.of(first.build(), second.build()));
    assertEquals(900, joined.until().size());
    assertEquals(2, joined.samples().get(0));
    assertEquals(4, joined.samples().get(899));
    assertEquals(1800, joined.until().get(899));
  }

  private static SampleTable table(long from, long... samples) {
    SampleTable.Builder builder = new SampleTable.Builder(from);
    for (long s : samples) {
      builder.add(s);
    }
    return builder.build();
  }
}
