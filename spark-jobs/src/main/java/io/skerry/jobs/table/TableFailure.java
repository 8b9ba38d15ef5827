package io.skerry.jobs.table;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.QueryContext;
import org.apache.spark.SparkThrowable;

/**
 * What Spark says about a row or a file that it cannot read.
 *
 * @param message one line
 * @param fragment the part of an SQL expression that failed; empty where it is not known
 * @param input whether the file cannot be read, rather than SQL failed on what is in it
 */
record TableFailure(String message, String fragment, boolean input) {

  /** The failure that an exception stands for; empty where it is about something else. */
  static Optional<TableFailure> of(Throwable thrown) {
    TableFailure found = null;
    for (Throwable e = thrown; e != null; e = e.getCause()) {
      if (e instanceof SparkThrowable spark && spark.getCondition() != null) {
        if (spark.isInternalError()) {
          return Optional.empty();
        }
        boolean input = spark.getCondition().matches("(FAILED_READ_FILE|MALFORMED_).*");
        // The innermost one knows best.
        found = new TableFailure(input ? reason(e) : line(e), fragment(spark), input);
      }
    }
    return Optional.ofNullable(found);
  }

  /** The one sentence for it. */
  String sentence(TableColumns columns) {
    String key = input ? "" : key(columns);
    return key.isEmpty()
        ? columns.input().path() + ": expected rows that can be read: " + message
        : key + " fails on a row of " + columns.input().path() + ": " + message;
  }

  /** The key whose SQL holds the fragment, and the fragment; else all keys with SQL. */
  private String key(TableColumns columns) {
    Map<String, String> sql = new LinkedHashMap<>();
    columns.input().derived().forEach((name, each) -> sql.put("data.derive." + name, each));
    if (columns.input().where() != null) {
      sql.put("data.where", columns.input().where());
    }
    if (columns.test() != null) {
      sql.put("data.test", columns.test());
    }
    return sql.entrySet().stream()
        .filter(each -> !fragment.isEmpty() && each.getValue().contains(fragment))
        .map(each -> each.getKey() + ": " + fragment)
        .findFirst()
        .orElse(String.join(" or ", sql.keySet()));
  }

  private static String fragment(SparkThrowable e) {
    for (QueryContext context : e.getQueryContext()) {
      if (!context.fragment().isEmpty()) {
        return context.fragment();
      }
    }
    return "";
  }

  /** What an exception comes from, in one line. */
  static String reason(Throwable e) {
    Throwable root = e;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return line(root);
  }

  /** What an exception says first, without Spark's codes. */
  static String line(Throwable e) {
    return String.valueOf(e.getMessage())
        .lines()
        .filter(line -> !line.isBlank())
        .findFirst()
        .orElse(e.toString())
        .replaceAll("^\\[[A-Z_.]+] | *SQLSTATE: .*$", "");
  }
}
