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

  /** Reads a row of {@link TableColumns#read} in which {@link TableFacts} found no problem. */
  static TableRow of(TableColumns columns, Row row) {
    float[] features = new float[columns.features().size()];
    for (int i = 0; i < features.length; i++) {
      features[i] = (float) row.getDouble(3 + i);
    }
    String client = columns.client() == null ? "" : row.getString(0);
    return new TableRow(client, row.getString(1), (int) row.getDouble(2), features);
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
}
