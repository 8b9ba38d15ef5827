package io.skerry.jobs.table;

import io.skerry.core.InvalidInputException;
import io.skerry.jobs.storage.HadoopFiles;
import io.skerry.jobs.storage.Storage;
import io.skerry.partitioners.files.Arff;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * A table on disk, and the columns that are computed from its own.
 *
 * @param format parquet, csv, json, text (one column, {@code value}) or arff
 * @param path file or folder
 * @param csv how a CSV file is written
 * @param join another table in the same format, or null
 * @param derived SQL expressions by the name of the column that each gives, in order
 * @param where an SQL condition on the rows that are used; null for all
 */
public record TableInput(
    String format,
    String path,
    Csv csv,
    @Nullable Join join,
    Map<String, String> derived,
    @Nullable String where)
    implements Serializable {

  public TableInput {
    derived = Collections.unmodifiableMap(new LinkedHashMap<>(derived));
  }

  /**
   * How a CSV file is written; a quote within quotes is doubled (RFC 4180).
   *
   * @param columns their names, where the file has no header line; else empty
   * @param missing text that stands for no value, besides nothing
   * @param comment what a line starts with that is passed over; empty for none
   * @param multiLine whether quoted values hold line breaks
   */
  public record Csv(
      String separator, List<String> columns, String missing, String comment, boolean multiLine)
      implements Serializable {
    /** Commas and a header line. */
    public static final Csv PLAIN = new Csv(",", List.of(), "", "", false);

    public Csv {
      columns = List.copyOf(columns);
    }
  }

  /** Rows of another table are joined to those with the same value in a column. */
  public record Join(String path, String on) implements Serializable {}

  /** A whole table, as it is on disk. */
  public static TableInput of(String format, String path) {
    return new TableInput(format, path, Csv.PLAIN, null, Map.of(), null);
  }

  /** The files and folders that are read. */
  public List<String> paths() {
    return join == null ? List.of(path) : List.of(path, join.path());
  }

  Dataset<Row> read(SparkSession session, Storage storage) {
    Dataset<Row> table = load(session, storage, path);
    if (join != null) {
      Dataset<Row> other = load(session, storage, join.path());
      requireColumn("data.join.on", path, table, join.on());
      requireColumn("data.join.on", join.path(), other, join.on());
      table = table.join(other, join.on());
    }
    for (Map.Entry<String, String> column : derived.entrySet()) {
      Dataset<Row> before = table;
      table =
          TableSql.read(
              "data.derive." + column.getKey(),
              column.getValue(),
              sql -> before.withColumn(column.getKey(), functions.expr(sql)));
    }
    if (where != null) {
      Dataset<Row> all = table;
      table = TableSql.read("data.where", where, all::where);
    }
    return table;
  }

  private Dataset<Row> load(SparkSession session, Storage storage, String from) {
    if (format.equals("arff")) {
      return arff(session, Arff.read(new HadoopFiles(storage), from));
    }
    try {
      return switch (format) {
        case "csv" -> csv(session, from);
        case "json" -> session.read().option("mode", "FAILFAST").json(from);
        default -> session.read().format(format).load(from);
      };
    } catch (Exception e) {
      throw new InvalidInputException(
          from + ": expected a table in format " + format + ": " + TableFailure.reason(e), e);
    }
  }

  private Dataset<Row> csv(SparkSession session, String from) {
    Map<String, String> options = new HashMap<>();
    options.put("sep", csv.separator());
    options.put("header", String.valueOf(csv.columns().isEmpty()));
    options.put("nullValue", csv.missing());
    options.put("multiLine", String.valueOf(csv.multiLine()));
    options.put("escape", "\"");
    options.put("ignoreLeadingWhiteSpace", "true");
    options.put("ignoreTrailingWhiteSpace", "true");
    if (!csv.comment().isEmpty()) {
      options.put("comment", csv.comment());
    }
    // Else Spark passes over values too many in a line, and over headers that differ.
    options.put("mode", "FAILFAST");
    options.put("columnPruning", "false");
    options.put("enforceSchema", "false");
    if (csv.columns().isEmpty()) {
      return session.read().options(options).csv(from);
    }
    return session.read().options(options).schema(texts(csv.columns())).csv(from);
  }

  private static Dataset<Row> arff(SparkSession session, Arff arff) {
    List<Row> rows = new ArrayList<>();
    arff.rows().forEach(row -> rows.add(RowFactory.create(row.toArray())));
    JavaSparkContext context = new JavaSparkContext(session.sparkContext());
    return session.createDataFrame(context.parallelize(rows), texts(arff.attributes()));
  }

  private static StructType texts(List<String> columns) {
    StructType schema = new StructType();
    for (String column : columns) {
      schema = schema.add(column, DataTypes.StringType);
    }
    return schema;
  }

  static void requireColumn(String key, String path, Dataset<Row> table, String name) {
    List<String> columns = Arrays.asList(table.columns());
    if (columns.isEmpty()) {
      throw new InvalidInputException(path + ": the table is empty, expected columns and rows");
    }
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
  }
}
