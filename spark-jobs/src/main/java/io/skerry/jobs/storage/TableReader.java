package io.skerry.jobs.storage;

import io.skerry.core.InvalidInputException;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.Consumer;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.conf.HadoopParquetConfiguration;
import org.apache.parquet.filter2.compat.FilterCompat;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.api.ReadSupport;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.ParquetDecodingException;
import org.jspecify.annotations.Nullable;

/** Visits the rows of Parquet files of flat columns, in their order. */
public final class TableReader {
  private TableReader() {}

  /** Visits all columns of all rows. */
  public static void forEach(Storage storage, Path file, Consumer<Row> visitor) {
    forEach(storage, file, List.of(), FilterCompat.NOOP, visitor);
  }

  /**
   * Visits the rows of those pages that may hold rows which pass {@code pages}: rows that do not
   * pass are among them.
   *
   * @param columns the columns to read; all where empty
   * @throws InvalidInputException where the file is missing, damaged or lacks a column
   */
  public static void forEach(
      Storage storage,
      Path file,
      List<String> columns,
      FilterCompat.Filter pages,
      Consumer<Row> visitor) {
    try (ParquetReader<Row> reader =
        new Opening(storage.input(file), storage, columns)
            .withFilter(pages)
            .useRecordFilter(false)
            .usePageChecksumVerification()
            .build()) {
      for (Row row = next(reader, file); row != null; row = next(reader, file)) {
        visitor.accept(row);
      }
    } catch (EOFException e) {
      throw damaged(file, e);
    } catch (IOException e) {
      throw new UncheckedIOException(file + ": " + e.getMessage(), e);
    }
  }

  private static @Nullable Row next(ParquetReader<Row> reader, Path file) throws IOException {
    try {
      return reader.read();
    } catch (ParquetDecodingException e) {
      // Also what a file system's failure in the middle of a page comes wrapped in.
      if (e.getCause() instanceof IOException cause) {
        throw cause;
      }
      throw damaged(file, e);
    } catch (RuntimeException e) {
      throw damaged(file, e);
    }
  }

  static InvalidInputException damaged(Path file, Exception cause) {
    return new InvalidInputException(
        file + " cannot be read, expected a whole Parquet file: " + cause.getMessage(), cause);
  }

  private static final class Opening extends ParquetReader.Builder<Row> {
    private final List<String> columns;

    Opening(InputFile file, Storage storage, List<String> columns) {
      super(file, new HadoopParquetConfiguration(storage.configuration()));
      this.columns = columns;
    }

    @Override
    protected ReadSupport<Row> getReadSupport() {
      return new RowReadSupport(columns);
    }
  }
}
