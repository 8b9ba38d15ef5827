package io.skerry.jobs.table;

import java.io.Serializable;
import java.util.List;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * What one pass over a table finds out.
 *
 * @param largestLabel -1 where there are no rows
 * @param problem a sentence on a row that cannot be used, the first in alphabetical order, so that
 *     every reading of the table finds the same; null where there is none
 */
record TableFacts(int largestLabel, @Nullable String problem) implements Serializable {
  static final TableFacts NONE = new TableFacts(-1, null);

  /** Labels must be small enough to be exact as floats. */
  private static final int MOST_CLASSES = 1 << 24;

  /** The facts of a row of {@link TableColumns#read}. */
  static TableFacts of(TableColumns columns, Row row) {
    String client = columns.client() == null ? "" : row.getString(0);
    if (client == null) {
      return problem(
          columns.path() + ": a row has no value in the client column " + columns.client());
    }
    Double label = number(row, 2);
    if (label == null || label < 0 || label >= MOST_CLASSES || label != Math.rint(label)) {
      return problem(columns, client, columns.label(), label, "a class 0, 1, 2, ...");
    }
    List<String> names = columns.features();
    for (int i = 0; i < names.size(); i++) {
      Double value = number(row, 3 + i);
      if (value == null || !Float.isFinite(value.floatValue())) {
        return problem(columns, client, names.get(i), value, "a finite number");
      }
    }
    return new TableFacts(label.intValue(), null);
  }

  TableFacts merge(TableFacts other) {
    String first =
        problem == null || (other.problem != null && other.problem.compareTo(problem) < 0)
            ? other.problem
            : problem;
    return new TableFacts(Math.max(largestLabel, other.largestLabel), first);
  }

  private static @Nullable Double number(Row row, int index) {
    return row.isNullAt(index) ? null : row.getDouble(index);
  }

  private static TableFacts problem(String sentence) {
    return new TableFacts(-1, sentence);
  }

  private static TableFacts problem(
      TableColumns columns, String client, String column, @Nullable Double value, String expected) {
    return problem(
        columns.path()
            + ": column "
            + column
            + (client.isEmpty() ? "" : " of client " + client)
            + " holds "
            + (value == null ? "something else or nothing" : value)
            + ", expected "
            + expected);
  }
}
