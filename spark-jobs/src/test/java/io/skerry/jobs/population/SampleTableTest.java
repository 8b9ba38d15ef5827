package io.skerry.jobs.population;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

final class SampleTableTest {

  @Test
  void before_insideABucket_isInProportion() {
    SampleTable table = new SampleTable(List.of(100L, 200L), List.of(1000L, 50L));
    assertEquals(0, table.before(0));
    assertEquals(250, table.before(25));
    assertEquals(1000, table.before(100));
    assertEquals(1025, table.before(150));
    assertEquals(1050, table.before(200));
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
}
