package io.skerry.jobs.table;

import io.skerry.jobs.table.TableColumns.Input;
import java.io.Serializable;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * What one pass over a table finds out.
 *
 * @param largestLabel of classes the number of the last one; -1 where there are no rows
 * @param trainingRows how many rows are no test part
 * @param testRows how many are
 * @param problem a sentence on a row that cannot be used, the first in alphabetical order, so that
 *     every reading of the table finds the same; null where there is none
 */
record TableFacts(float largestLabel, long trainingRows, long testRows, @Nullable String problem)
    implements Serializable {
  /** What Spark reads where bytes are no UTF-8; different names would become one. */
  private static final char UNREADABLE = '\ufffd';

  static final TableFacts NONE = new TableFacts(-1, 0, 0, null);

  /** The facts of rows of {@link TableColumns#read}; those after one that fails are not read. */
  static TableFacts of(TableColumns columns, Iterator<Row> rows) throws Exception {
    List<Input> inputs = columns.inputs();
    TableFacts facts = NONE;
    try {
      while (rows.hasNext()) {
        facts = facts.merge(of(columns, inputs, rows.next()));
      }
      return facts;
    } catch (Exception e) {
      return facts.merge(problem(TableFailure.of(e).orElseThrow(() -> e).sentence(columns)));
    }
  }

  private static TableFacts of(TableColumns columns, List<Input> inputs, Row row) {
    boolean test = row.getBoolean(TableColumns.TEST);
    String client = columns.client() == null ? "" : row.getString(TableColumns.CLIENT);
    if (client == null && !test) {
      return problem(
          columns.input().path() + ": a row has no value in the client column " + columns.client());
    }
    String owner = client == null ? "" : client;
    if (owner.indexOf(UNREADABLE) >= 0) {
      return problem(
          columns.input().path()
              + ": expected UTF-8 text, but some bytes in the client column "
              + columns.client()
              + " are not");
    }
    String text = row.getString(TableColumns.LABEL);
    float label = columns.label().of(text);
    if (Float.isNaN(label)) {
      return problem(columns, owner, columns.label().column(), text, columns.label().expected());
    }
    for (int i = 0; i < inputs.size(); i++) {
      Input input = inputs.get(i);
      Object value = row.get(TableColumns.FIRST_INPUT + i);
      if (value == null
          ? !input.mayMiss()
          : input.number() && !Float.isFinite(((Double) value).floatValue())) {
        return problem(
            columns, owner, input.column(), value, input.number() ? "a finite number" : "a text");
      }
    }
    return new TableFacts(label, test ? 0 : 1, test ? 1 : 0, null);
  }

  TableFacts merge(TableFacts other) {
    String first =
        problem == null || (other.problem != null && other.problem.compareTo(problem) < 0)
            ? other.problem
            : problem;
    return new TableFacts(
        Math.max(largestLabel, other.largestLabel),
        trainingRows + other.trainingRows,
        testRows + other.testRows,
        first);
  }

  private static TableFacts problem(String sentence) {
    return new TableFacts(-1, 0, 0, sentence);
  }

  private static TableFacts problem(
      TableColumns columns, String client, String column, @Nullable Object value, String expected) {
    return problem(
        columns.input().path()
            + ": column "
            + column
            + (client.isEmpty() ? "" : " of client " + client)
            + " holds "
            + (value == null ? "something else or nothing" : value)
            + ", expected "
            + expected);
  }
}
