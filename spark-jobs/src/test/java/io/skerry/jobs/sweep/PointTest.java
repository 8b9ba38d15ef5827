package io.skerry.jobs.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.skerry.core.InvalidInputException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class PointTest {
  @Test
  void grid_twoKeys_hasEveryPairLastKeyFastest() {
    Map<String, String> over = new LinkedHashMap<>();
    over.put("clients.mu", "0,1");
    over.put("cohort.size", "5, 10,20");

    assertEquals(
        List.of(
            "clients.mu=0;cohort.size=5",
            "clients.mu=0;cohort.size=10",
            "clients.mu=0;cohort.size=20",
            "clients.mu=1;cohort.size=5",
            "clients.mu=1;cohort.size=10",
            "clients.mu=1;cohort.size=20"),
        Point.grid(over).stream().map(Point::folder).toList());
  }

  @Test
  void folder_valueWithASlash_staysOneName() {
    assertEquals("data.path=_x_.._y", Point.grid(Map.of("data.path", "/x/../y")).get(0).folder());
  }

  @Test
  void grid_emptyValueOrSeed_isRefused() {
    assertEquals(
        "--over clients.mu: expected values separated by commas, not '0,,1'",
        assertThrows(InvalidInputException.class, () -> Point.grid(Map.of("clients.mu", "0,,1")))
            .getMessage());
    assertEquals(
        "--over seed: seeds are what --seeds is for",
        assertThrows(InvalidInputException.class, () -> Point.grid(Map.of("seed", "1,2")))
            .getMessage());
  }
}
