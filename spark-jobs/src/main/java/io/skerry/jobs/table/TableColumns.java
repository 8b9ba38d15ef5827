package io.skerry.jobs.table;

import io.skerry.core.InvalidInputException;
import io.skerry.jobs.storage.Storage;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.jspecify.annotations.Nullable;

/**
 * A table and what its columns mean.
 *
 * @param client column whose values name the clients; null where a partitioner makes them
 * @param cluster column that names a client's cluster; null for none
 * @param label column that is predicted
 * @param test an SQL condition on the rows that are a test part without clients; null for none
 */
public record TableColumns(
    TableInput input,
    @Nullable String client,
    @Nullable String cluster,
    TableLabel label,
    @Nullable String test,
    List<Feature> features)
    implements Serializable {
  static final int CLIENT = 0;
  static final int CLUSTER = 1;
  static final int LABEL = 2;
  static final int TEST = 3;

  /** Where the columns start that features are made from. */
  static final int FIRST_INPUT = 4;

  public TableColumns {
    features = List.copyOf(features);
    if (features.isEmpty()) {
      throw new InvalidInputException("data.features: expected at least one column");
    }
  }

  /** Columns with a label of classes; {@code classes} is empty where these are 0, 1, 2, ... */
  public TableColumns(
      TableInput input,
      @Nullable String client,
      @Nullable String cluster,
      String label,
      List<String> classes,
      @Nullable String test,
      List<Feature> features) {
    this(input, client, cluster, TableLabel.classes(label, classes), test, features);
  }

  /**
   * A column that features are made from.
   *
   * @param mayMiss whether rows without a value are expected
   */
  record Input(String column, boolean number, boolean mayMiss) implements Serializable {}

  /** The columns that features are made from, in their order; worked out on each call. */
  List<Input> inputs() {
    return features.stream().flatMap(feature -> feature.inputs().stream()).toList();
  }

  /** Whether features depend on what other examples are. */
  public boolean learns() {
    return features.stream().anyMatch(Feature::learns);
  }

  /** The table with the columns client, cluster, label, test and inputs, cast and in this order. */
  Dataset<Row> read(SparkSession session, Storage storage) {
    Dataset<Row> table = input.read(session, storage);
    if (test != null) {
      TableSql.read("data.test", test, table::where);
    }
    List<Column> selected = new ArrayList<>();
    selected.add(text(table, "data.client or partitioner.column", client).as("client"));
    selected.add(text(table, "evaluate.clusters.column", cluster).as("cluster"));
    selected.add(text(table, label.key(), label.column()).as("label"));
    Column condition = test == null ? functions.lit(false) : functions.expr(test);
    selected.add(functions.coalesce(condition, functions.lit(false)).as("test"));
    List<Input> inputs = inputs();
    for (int i = 0; i < inputs.size(); i++) {
      Input from = inputs.get(i);
      Column column = column(table, "data.features", from.column());
      // What is not a number becomes null, which is refused by name unless it may be missing.
      selected.add(
          (from.number() ? column.try_cast("double") : column.cast("string"))
              .as(FeaturePipeline.inputName(i, from.column())));
    }
    return table.select(selected.toArray(Column[]::new));
  }

  private Column text(Dataset<Row> table, String key, @Nullable String name) {
    return (name == null ? functions.lit(null) : column(table, key, name)).cast("string");
  }

  private Column column(Dataset<Row> table, String key, String name) {
    TableInput.requireColumn(key, input.path(), table, name);
    return functions.col("`" + name.replace("`", "``") + "`");
  }
}
