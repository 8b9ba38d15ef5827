package io.skerry.core.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skerry.core.RoundTrip;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class ClientRowsTest {

  @Test
  void inOrder_rowsAddedInAnyOrder_sortsThemByOrdinal() {
    ClientRows rows = rows(4, 6).addAll(rows(0, 2)).addAll(new ClientRows()).addAll(rows(2, 4));
    assertEquals(expected(0, 6), rows.inOrder());
  }

  @Test
  void addAll_partsLargerAndSmallerThanTheSpareCapacity_keepsEveryColumn() {
    ClientRows rows = new ClientRows();
    for (int from = 0; from < 210; from += 21) {
      rows.addAll(rows(from, from + 20));
      rows.add(row(from + 20));
    }
    assertEquals(expected(0, 210), rows.inOrder());
  }

  @Test
  void addAll_otherRows_stayAsTheyAre() {
    ClientRows other = rows(0, 3);
    rows(3, 5).addAll(other).add(row(9));
    assertEquals(expected(0, 3), other.inOrder());
  }

  @Test
  void serialised_withSpareCapacity_isTheSameAndGrowsOn() {
    ClientRows rows = RoundTrip.of(rows(0, 17));
    assertEquals(expected(0, 17), rows.inOrder());
    rows.add(row(17));
    assertEquals(expected(0, 18), rows.inOrder());
    ClientRows none = RoundTrip.of(new ClientRows());
    assertTrue(none.inOrder().isEmpty());
    none.add(row(0));
    assertEquals(expected(0, 1), none.inOrder());
  }

  private static ClientRows rows(int from, int until) {
    ClientRows rows = new ClientRows();
    expected(from, until).forEach(rows::add);
    return rows;
  }

  private static List<ClientRow> expected(int from, int until) {
    return IntStream.range(from, until).mapToObj(ClientRowsTest::row).toList();
  }

  /** Every column differs from every other. */
  private static ClientRow row(int i) {
    return new ClientRow(
        i,
        "client-" + i,
        i % 3 == 0 ? null : "cluster-" + i % 3,
        DataPart.values()[i % 3],
        1000 + i,
        2000.5 + i,
        3000.5 + i,
        4000.5 + i,
        i % 2 == 0,
        5000 + i,
        6000 + i,
        7000 + i,
        8000 + i,
        ClientStatus.values()[i % 2]);
  }
}
