package io.skerry.partitioners;

import io.skerry.core.InvalidInputException;
import io.skerry.core.data.DataSpec;
import io.skerry.core.data.Features;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Examples in memory, in an order that is part of the data: an example's ordinal is its row.
 *
 * @param data what an example looks like
 * @param features one row per example
 * @param labels one class per example
 * @param columns what else is known of each example, by column name, such as its writer
 * @param legend what classes stand for, as {@link ClientSource#legend} says it
 */
public record ExampleTable(
    DataSpec data,
    Features features,
    float[] labels,
    Map<String, List<String>> columns,
    Map<String, Object> legend) {

  public ExampleTable {
    columns = Collections.unmodifiableMap(new TreeMap<>(columns));
    if (features.width() != data.width()
        || features.rows() != labels.length
        || columns.values().stream().anyMatch(column -> column.size() != labels.length)) {
      throw new IllegalArgumentException("the columns of a table differ in length");
    }
    for (float label : labels) {
      if (!(label >= 0 && label < data.classes() && label == (int) label)) {
        throw new IllegalArgumentException("label " + label + " of " + data.classes());
      }
    }
  }

  /** Examples whose classes need no legend. */
  public ExampleTable(
      DataSpec data, Features features, float[] labels, Map<String, List<String>> columns) {
    this(data, features, labels, columns, Map.of());
  }

  /** Number of examples. */
  public int size() {
    return labels.length;
  }

  /** The class of an example. */
  int label(int row) {
    return (int) labels[row];
  }

  /** A column by name; {@code key} is the configuration's key that asks for it. */
  List<String> column(String key, String name) {
    List<String> column = columns.get(name);
    if (column == null) {
      throw new InvalidInputException(
          key + ": expected one of the data's columns " + columns.keySet() + ", not " + name);
    }
    return column;
  }
}
