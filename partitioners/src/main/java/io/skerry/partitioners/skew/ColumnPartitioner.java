package io.skerry.partitioners.skew;

import io.skerry.core.InvalidInputException;

/** Makes clients by the values of a column. */
public sealed interface ColumnPartitioner extends ClientPartitioner
    permits NaturalIds, GroupedNaturalIds, ContinuousColumn {

  /** The column's name. */
  String column();

  /** Checks a column's name. */
  static void checkColumn(String column) {
    if (column.isBlank()) {
      throw new InvalidInputException("partitioner.column: expected the name of a column");
    }
  }
}
