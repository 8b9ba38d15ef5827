package io.skerry.jobs.table;

import io.skerry.core.InvalidInputException;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * One example of a table.
 *
 * @param client name of its client; empty where a partitioner makes the clients
 */
record TableRow(String client, @Nullable String cluster, int label, float[] features)
    implements Serializable {

  /** The order of rows by a digest of their contents; rows that tie are equal. */
  record Order(long high, long low) implements Comparable<Order>, Serializable {
    @Override
    public int compareTo(Order other) {
      int byHigh = Long.compareUnsigned(high, other.high);
      return byHigh != 0 ? byHigh : Long.compareUnsigned(low, other.low);
    }
  }

  /** Reads a row of {@link TableColumns#read}. */
  static TableRow of(TableColumns columns, Row row) {
    String client = columns.client() == null ? "" : row.getString(0);
    if (client == null) {
      throw new InvalidInputException(
          columns.path() + ": a row has no value in the client column " + columns.client());
    }
    double label = number(columns, client, columns.label(), row, 2);
    if (label < 0 || label >= 1 << 24 || label != Math.rint(label)) {
      throw invalid(columns, client, columns.label(), label, "a class 0, 1, 2, ...");
    }
    List<String> names = columns.features();
    float[] features = new float[names.size()];
    for (int i = 0; i < features.length; i++) {
      double value = number(columns, client, names.get(i), row, 3 + i);
      features[i] = (float) value;
      if (!Float.isFinite(features[i])) {
        throw invalid(columns, client, names.get(i), value, "a finite number");
      }
    }
    return new TableRow(client, row.getString(1), (int) label, features);
  }

  Order order() {
    byte[] name = (client + '\0' + cluster).getBytes(StandardCharsets.UTF_8);
    ByteBuffer content = ByteBuffer.allocate(name.length + Float.BYTES * (features.length + 1));
    content.put(name).putInt(label);
    for (float feature : features) {
      content.putFloat(feature);
    }
    try {
      ByteBuffer digest =
          ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(content.array()));
      return new Order(digest.getLong(), digest.getLong());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static double number(
      TableColumns columns, String client, String column, Row row, int index) {
    if (row.isNullAt(index)) {
      throw invalid(columns, client, column, null, "a number");
    }
    return row.getDouble(index);
  }

  private static InvalidInputException invalid(
      TableColumns columns, String client, String column, @Nullable Double value, String expected) {
    return new InvalidInputException(
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
