package io.skerry.jobs.table;

import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * One example of a table.
 *
 * @param client name of its client; empty where a partitioner makes the clients
 * @param order where it stands among all rows
 * @param values its columns before the pipeline of features, or its features after it
 */
record TableRow<V>(String client, @Nullable String cluster, float label, Order order, V values)
    implements Serializable {

  /** The order of rows by a digest of their contents; rows that tie are equal. */
  record Order(long high, long low) implements Comparable<Order>, Serializable {

    /** The place of a row of {@link TableColumns#read} of so many columns. */
    static Order of(Row row, int columns) {
      MessageDigest sha = sha256();
      for (int i = 0; i < columns; i++) {
        byte[] text = String.valueOf(row.get(i)).getBytes(StandardCharsets.UTF_8);
        sha.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, text.length));
        sha.update(text);
      }
      ByteBuffer digest = ByteBuffer.wrap(sha.digest());
      return new Order(digest.getLong(), digest.getLong());
    }

    /** The order whose {@link #bytes} these are. */
    static Order of(byte[] bytes) {
      ByteBuffer buffer = ByteBuffer.wrap(bytes);
      return new Order(buffer.getLong(), buffer.getLong());
    }

    /** Bytes that sort, as unsigned numbers, as orders do. */
    byte[] bytes() {
      return ByteBuffer.allocate(2 * Long.BYTES).putLong(high).putLong(low).array();
    }

    private static MessageDigest sha256() {
      try {
        return MessageDigest.getInstance("SHA-256");
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("every Java platform has SHA-256", e);
      }
    }

    @Override
    public int compareTo(Order other) {
      int byHigh = Long.compareUnsigned(high, other.high);
      return byHigh != 0 ? byHigh : Long.compareUnsigned(low, other.low);
    }
  }

  /**
   * Reads a row of {@link TableColumns#read} in which {@link TableFacts} found no problem.
   *
   * @param size how many columns were read
   */
  static <V> TableRow<V> of(TableColumns columns, int size, Row row, V values) {
    return new TableRow<>(
        columns.client() == null ? "" : row.getString(TableColumns.CLIENT),
        row.getString(TableColumns.CLUSTER),
        columns.label().of(row.getString(TableColumns.LABEL)),
        Order.of(row, size),
        values);
  }
}
