package io.skerry.jobs.table;

import io.skerry.core.InvalidInputException;
import java.util.function.Function;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** SQL of a config over the columns of a table. */
final class TableSql {
  private TableSql() {}

  /**
   * What an expression makes of a table.
   *
   * @throws InvalidInputException where it cannot be read, or would not give the same each time
   */
  static Dataset<Row> read(String key, String sql, Function<String, Dataset<Row>> use) {
    Dataset<Row> table;
    try {
      table = use.apply(sql);
    } catch (Exception e) {
      throw new InvalidInputException(
          key
              + ": expected SQL over the columns of the table, not "
              + sql
              + ": "
              + TableFailure.line(e),
          e);
    }
    if (!table.queryExecution().analyzed().deterministic()) {
      throw new InvalidInputException(
          key + ": expected SQL that gives the same each time, not " + sql);
    }
    return table;
  }
}
