package io.skerry.jobs.table;

import io.skerry.core.InvalidInputException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.jspecify.annotations.Nullable;

/**
 * A table on disk and what its columns mean.
 *
 * @param format parquet, csv or json
 * @param path file or folder
 * @param client column whose values name the clients; null where a partitioner makes them
 * @param cluster column that names a client's cluster; null for none
 * @param label column of classes 0, 1, 2, ...
 * @param features numeric columns
 */
public record TableColumns(
    String format,
    String path,
    @Nullable String client,
    @Nullable String cluster,
    String label,
    List<String> features)
    implements Serializable {

  public TableColumns {
    features = List.copyOf(features);
    if (features.isEmpty()) {
      throw new InvalidInputException("data.features: expected at least one column");
    }
  }

  /** The table with the columns client, cluster, label and features..., cast and in this order. */
  Dataset<Row> read(SparkSession session) {
    Dataset<Row> table;
    try {
      table = session.read().format(format).option("header", "true").load(path);
    } catch (Exception e) {
      throw new InvalidInputException(
          path + ": expected a table in format " + format + ": " + firstLine(e), e);
    }
    List<String> columns = Arrays.asList(table.columns());
    List<Column> selected = new ArrayList<>();
    selected.add(text(columns, "data.client or partitioner.column", client).as("client"));
    selected.add(text(columns, "evaluate.clusters.column", cluster).as("cluster"));
    selected.add(number(columns, "data.label", label));
    features.forEach(feature -> selected.add(number(columns, "data.features", feature)));
    return table.select(selected.toArray(Column[]::new));
  }

  private Column text(List<String> columns, String key, @Nullable String name) {
    if (name == null) {
      return functions.lit(null).cast("string");
    }
    return column(columns, key, name).cast("string");
  }

  /** What is not a number becomes null, which is refused by name when rows are read. */
  private Column number(List<String> columns, String key, String name) {
    return column(columns, key, name).try_cast("double");
  }

  private Column column(List<String> columns, String key, String name) {
    if (!columns.contains(name)) {
      throw new InvalidInputException(
          key
              + ": "
              + path
              + " has no column "
              + name
              + ", expected one of "
              + String.join(", ", columns));
    }
    return functions.col("`" + name.replace("`", "``") + "`");
  }

  private static String firstLine(Exception e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse(e.toString());
  }
}
