package io.skerry.jobs.table;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.apache.spark.sql.Row;

/**
 * Reads rows of {@link TableColumns#read} in which {@link TableFacts} found no problem. A row's
 * order is the SHA-256 of its columns, each preceded by its kind. For one thread.
 */
final class RowReader {
  private static final byte NUMBER = 1;
  private static final byte TEXT = 2;

  private final TableColumns columns;
  private final int size;
  private final MessageDigest sha;
  private final ByteBuffer head = ByteBuffer.allocate(1 + Double.BYTES);

  RowReader(TableColumns columns) {
    this.columns = columns;
    this.size = TableColumns.FIRST_INPUT + columns.inputs().size();
    try {
      this.sha = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  <V> TableRow<V> read(Row row, V values) {
    return new TableRow<>(
        columns.client() == null ? "" : row.getString(TableColumns.CLIENT),
        row.getString(TableColumns.CLUSTER),
        columns.label().of(row.getString(TableColumns.LABEL)),
        order(row),
        values);
  }

  private TableRow.Order order(Row row) {
    for (int i = 0; i < size; i++) {
      if (row.get(i) instanceof Double number) {
        update(head.clear().put(NUMBER).putDouble(number));
      } else {
        byte[] text = String.valueOf(row.get(i)).getBytes(StandardCharsets.UTF_8);
        update(head.clear().put(TEXT).putInt(text.length));
        sha.update(text);
      }
    }
    return TableRow.Order.of(sha.digest());
  }

  private void update(ByteBuffer written) {
    sha.update(written.array(), 0, written.position());
  }
}
