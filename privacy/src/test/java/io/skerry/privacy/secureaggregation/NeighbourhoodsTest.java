package io.skerry.privacy.secureaggregation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skerry.core.InvalidInputException;
import io.skerry.core.random.RandomKey;
import java.util.Arrays;
import java.util.BitSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class NeighbourhoodsTest {
  private static final RandomKey KEY = RandomKey.of(3);

  @ParameterizedTest(name = "{0} clients, degree {1}")
  @CsvSource({"4, 2", "50, 6", "51, 20", "1000, 100"})
  void harary_isRegularSymmetricAndConnected(int clients, int degree) {
    Neighbourhoods graph = Neighbourhoods.harary(clients, degree, KEY);
    BitSet all = new BitSet();
    all.set(0, clients);
    for (int i = 0; i < clients; i++) {
      int[] members = graph.members(i);
      assertEquals(degree + 1, Arrays.stream(members).distinct().count());
      assertTrue(Arrays.binarySearch(members, i) >= 0);
      for (int member : members) {
        assertTrue(Arrays.binarySearch(graph.members(member), i) >= 0);
      }
    }
    assertTrue(graph.connected(all));
  }

  @Test
  void harary_otherKey_otherNeighbours() {
    assertFalse(
        Arrays.equals(
            Neighbourhoods.harary(50, 4, KEY).members(0),
            Neighbourhoods.harary(50, 4, KEY.child(1)).members(0)));
  }

  @Test
  void harary_degreeOfAll_isComplete() {
    Neighbourhoods graph = Neighbourhoods.harary(5, 4, KEY);
    assertTrue(graph.complete());
    assertArrayEquals(new int[] {0, 1, 2, 3, 4}, graph.members(2));
  }

  @Test
  void harary_oddDegree_isRefused() {
    assertThrows(InvalidInputException.class, () -> Neighbourhoods.harary(9, 3, KEY));
  }

  @Test
  void connected_ringCutTwice_isNot() {
    Neighbourhoods ring = Neighbourhoods.harary(6, 2, KEY);
    int[] around = ring.members(0);
    BitSet without = new BitSet();
    without.set(0, 6);
    Arrays.stream(around).filter(i -> i != 0).forEach(without::clear);
    assertFalse(ring.connected(without));
  }

  @ParameterizedTest(name = "{0} members, active {1}: {2}")
  @CsvSource({"10, false, 6", "9, false, 5", "9, true, 7", "10, true, 7", "100, true, 67"})
  void threshold_belowTheLeast_isRefused(int members, boolean active, int least) {
    assertEquals(least, Terms.leastThreshold(members, active));
    Neighbourhoods graph = Neighbourhoods.complete(members);
    assertThrows(
        InvalidInputException.class,
        () -> new Terms(SessionId.of(KEY), graph, least - 1, 1, active));
    assertThrows(
        InvalidInputException.class,
        () -> new Terms(SessionId.of(KEY), graph, members + 1, 1, active));
  }

  @Test
  void active_sparseGraph_isRefused() {
    Neighbourhoods graph = Neighbourhoods.harary(20, 4, KEY);
    assertThrows(
        InvalidInputException.class, () -> new Terms(SessionId.of(KEY), graph, 5, 1, true));
  }
}
