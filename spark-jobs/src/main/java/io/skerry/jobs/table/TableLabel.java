package io.skerry.jobs.table;

import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The column that is predicted.
 *
 * @param number whether it holds real numbers, not classes
 * @param classes its values in the order of classes; empty where these are 0, 1, 2, ...
 */
public record TableLabel(String column, boolean number, List<String> classes)
    implements Serializable {

  /** Classes must be small enough to be exact as floats. */
  private static final int MOST_CLASSES = 1 << 24;

  public TableLabel {
    classes = List.copyOf(classes);
  }

  /** A column of classes. */
  public static TableLabel classes(String column, List<String> classes) {
    return new TableLabel(column, false, classes);
  }

  /** A column of real numbers. */
  public static TableLabel number(String column) {
    return new TableLabel(column, true, List.of());
  }

  String key() {
    return number ? "data.target" : "data.label";
  }

  /** The label that a text stands for; NaN where it stands for none. */
  float of(@Nullable String text) {
    if (text == null) {
      return Float.NaN;
    }
    if (!classes.isEmpty()) {
      int known = classes.indexOf(text);
      return known < 0 ? Float.NaN : known;
    }
    try {
      double value = Double.parseDouble(text);
      boolean isClass = value >= 0 && value < MOST_CLASSES && value == Math.rint(value);
      return (number ? Float.isFinite((float) value) : isClass) ? (float) value : Float.NaN;
    } catch (NumberFormatException e) {
      return Float.NaN;
    }
  }

  /** What {@link #of} understands, in words. */
  String expected() {
    if (number) {
      return "a finite number";
    }
    return classes.isEmpty()
        ? "a class 0, 1, 2, ..."
        : "one of the classes " + String.join(", ", classes);
  }
}
