package io.skerry.jobs.storage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;

/**
 * The columns of a table and how its rows become a Parquet file.
 *
 * @param <R> row
 */
public record Table<R>(String name, List<Column<R>> columns) {

  public Table {
    columns = List.copyOf(columns);
  }

  /** Names of the columns, in their order. */
  public List<String> columnNames() {
    return columns.stream().map(column -> column.type().getName()).toList();
  }

  /** Opens a new file for rows. */
  public ParquetWriter<R> create(Storage storage, Path file) {
    return create(storage, file, settings -> settings);
  }

  /** Opens a new file for rows, laid out as {@code settings} say. */
  public ParquetWriter<R> create(Storage storage, Path file, UnaryOperator<Settings<R>> settings) {
    Settings<R> standard =
        new Settings<>(storage.output(file), this)
            .withConf(storage.configuration())
            .withCompressionCodec(CompressionCodecName.ZSTD);
    try {
      return settings.apply(standard).build();
    } catch (IOException e) {
      throw new UncheckedIOException(file + ": " + e.getMessage(), e);
    }
  }

  /** Parquet's settings for a new file. */
  public static final class Settings<R> extends ParquetWriter.Builder<R, Settings<R>> {
    private final Table<R> table;

    private Settings(OutputFile file, Table<R> table) {
      super(file);
      this.table = table;
    }

    @Override
    protected Settings<R> self() {
      return this;
    }

    @Override
    protected WriteSupport<R> getWriteSupport(Configuration configuration) {
      return new RowSupport<>(table);
    }
  }

  private static final class RowSupport<R> extends WriteSupport<R> {
    private final Table<R> table;
    private RecordConsumer out;

    @SuppressWarnings("NullAway.Init") // Parquet calls prepareForWrite before the first row.
    RowSupport(Table<R> table) {
      this.table = table;
    }

    @Override
    public WriteContext init(Configuration configuration) {
      List<Type> types = table.columns.stream().<Type>map(Column::type).toList();
      return new WriteContext(new MessageType(table.name, types), Map.of());
    }

    @Override
    public void prepareForWrite(RecordConsumer consumer) {
      out = consumer;
    }

    @Override
    public void write(R row) {
      out.startMessage();
      for (int i = 0; i < table.columns.size(); i++) {
        table.columns.get(i).write(out, i, row);
      }
      out.endMessage();
    }
  }
}
