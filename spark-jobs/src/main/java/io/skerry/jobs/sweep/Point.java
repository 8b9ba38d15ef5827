package io.skerry.jobs.sweep;

import io.skerry.core.InvalidInputException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * One point of a grid.
 *
 * @param settings keys of the config with their values at this point, in the order of the grid
 */
public record Point(Map<String, String> settings) {

  public Point {
    settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
  }

  /**
   * All points, the last key changing fastest.
   *
   * @param over keys with their values, separated by commas
   */
  public static List<Point> grid(Map<String, String> over) {
    List<Point> points = List.of(new Point(Map.of()));
    for (Map.Entry<String, String> axis : over.entrySet()) {
      if (axis.getKey().equals("seed")) {
        throw new InvalidInputException("--over seed: seeds are what --seeds is for");
      }
      List<Point> wider = new ArrayList<>();
      for (Point point : points) {
        for (String value : axis.getValue().split(",", -1)) {
          if (value.isBlank()) {
            throw new InvalidInputException(
                "--over "
                    + axis.getKey()
                    + ": expected values separated by commas, not '"
                    + axis.getValue()
                    + "'");
          }
          Map<String, String> settings = new LinkedHashMap<>(point.settings);
          settings.put(axis.getKey(), value.strip());
          wider.add(new Point(settings));
        }
      }
      points = wider;
    }
    return points;
  }

  /** The name of the point's folder, such as {@code clients.mu=0.1}. */
  public String folder() {
    return settings.entrySet().stream()
        .map(setting -> setting.getKey() + "=" + setting.getValue())
        .collect(Collectors.joining(";"))
        .replaceAll("[^A-Za-z0-9._=;+-]", "_");
  }
}
