package io.skerry.jobs.table;

import java.io.Serializable;
import java.nio.ByteBuffer;
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

    /** The order that a digest begins with. */
    static Order of(byte[] bytes) {
      ByteBuffer buffer = ByteBuffer.wrap(bytes);
      return new Order(buffer.getLong(), buffer.getLong());
    }

    /** Bytes that sort, as unsigned numbers, as orders do. */
    byte[] bytes() {
      return ByteBuffer.allocate(2 * Long.BYTES).putLong(high).putLong(low).array();
    }

    @Override
    public int compareTo(Order other) {
      int byHigh = Long.compareUnsigned(high, other.high);
      return byHigh != 0 ? byHigh : Long.compareUnsigned(low, other.low);
    }
  }
}
