package io.skerry.jobs.storage;

import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One row of a Parquet file as it is visited; the next row takes its place. */
public final class Row {
  private final List<String> columns;
  final @Nullable Object[] values;

  Row(List<String> columns) {
    this.columns = columns;
    this.values = new @Nullable Object[columns.size()];
  }

  /** Names of the columns that are read. */
  public List<String> columns() {
    return columns;
  }

  /** A cell: Integer, Long, Double, Boolean, String or ByteBuffer; null where it is empty. */
  public @Nullable Object get(String column) {
    int index = columns.indexOf(column);
    if (index < 0) {
      throw new IllegalArgumentException("no column " + column + " among " + columns);
    }
    return values[index];
  }

  /** A cell of whole numbers, which is not empty. */
  public long number(String column) {
    return present(column, Number.class).longValue();
  }

  /** A cell of doubles, which is not empty. */
  public double decimal(String column) {
    return present(column, Double.class);
  }

  /** A cell of text, which is not empty. */
  public String text(String column) {
    return present(column, String.class);
  }

  /** A cell of bytes, which is not empty; the buffer is valid until the next row. */
  public ByteBuffer bytes(String column) {
    return present(column, ByteBuffer.class);
  }

  private <T> T present(String column, Class<T> type) {
    Object cell = get(column);
    if (cell == null) {
      throw new IllegalStateException("column " + column + " is empty");
    }
    return type.cast(cell);
  }
}
