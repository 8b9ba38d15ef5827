package io.skerry.jobs.storage;

import io.skerry.core.InvalidInputException;
import io.skerry.core.schedule.RoundPlan;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PrimitiveIterator;
import java.util.stream.IntStream;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.column.statistics.LongStatistics;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.internal.column.columnindex.OffsetIndex;
import org.apache.parquet.internal.filter2.columnindex.ColumnIndexStore;
import org.apache.parquet.internal.filter2.columnindex.RowRanges;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.io.MessageColumnIO;
import org.apache.parquet.io.RecordReader;
import org.apache.parquet.schema.MessageType;

/**
 * A Parquet file of flat columns whose rows are read by number. Its footer and page indexes are
 * read once; the file itself is open only while rows are read. For one thread at a time.
 */
public final class IndexedTable {
  private final Path file;
  private final LazyStream stream;
  private final ParquetFileReader reader;
  private final MessageType schema;
  private final MessageColumnIO columns;

  private IndexedTable(Path file, LazyStream stream, ParquetFileReader reader, MessageType schema) {
    this.file = file;
    this.stream = stream;
    this.reader = reader;
    this.schema = schema;
    this.columns = new ColumnIOFactory().getColumnIO(schema);
    reader.setRequestedSchema(schema);
  }

  /** Is told of a row that was wanted; the next row takes its place. */
  public interface Visitor {
    void visit(long number, Row row);
  }

  /**
   * Reads the footer of a file.
   *
   * @throws InvalidInputException where the file is missing, damaged or lacks a column
   */
  public static IndexedTable open(Storage storage, Path file, List<String> columns) {
    LazyStream stream = new LazyStream(storage.input(file));
    try {
      ParquetFileReader reader =
          ParquetFileReader.open(
              storage.input(file),
              ParquetReadOptions.builder().usePageChecksumVerification().build(),
              stream);
      MessageType all = reader.getFileMetaData().getSchema();
      MessageType schema =
          new MessageType(all.getName(), columns.stream().map(all::getType).toList());
      return new IndexedTable(file, stream, reader, schema);
    } catch (EOFException | RuntimeException e) {
      throw TableReader.damaged(file, e);
    } catch (IOException e) {
      throw new UncheckedIOException(file + ": " + e.getMessage(), e);
    } finally {
      stream.close();
    }
  }

  /** Number of rows. */
  public long rows() {
    return reader.getRecordCount();
  }

  /** The smallest and the largest value of a column of whole numbers. */
  public record Bounds(long least, long most) {}

  /**
   * The bounds of a column, as the footer has them.
   *
   * @throws InvalidInputException where it has none
   */
  public Bounds bounds(String column) {
    long least = Long.MAX_VALUE;
    long most = Long.MIN_VALUE;
    for (BlockMetaData group : reader.getRowGroups()) {
      LongStatistics own = statistics(group, column);
      least = Math.min(least, own.getMin());
      most = Math.max(most, own.getMax());
    }
    return new Bounds(least, most);
  }

  private LongStatistics statistics(BlockMetaData group, String column) {
    for (ColumnChunkMetaData chunk : group.getColumns()) {
      if (chunk.getPath().toDotString().equals(column)
          && chunk.getStatistics() instanceof LongStatistics own
          && own.hasNonNullValue()) {
        return own;
      }
    }
    throw new InvalidInputException(
        file + " has no statistics of " + column + ", expected them: it cannot be read by client");
  }

  /**
   * Visits the rows with these ascending numbers, from 0, reading the pages they are in.
   *
   * @throws InvalidInputException where the file is damaged or has no page index
   */
  public void forEach(long[] numbers, Visitor visitor) {
    try {
      List<BlockMetaData> groups = reader.getRowGroups();
      long first = 0;
      for (int i = 0; i < groups.size(); i++) {
        long start = first;
        first += groups.get(i).getRowCount();
        long[] wanted = RoundPlan.within(numbers, start, first);
        if (wanted.length > 0) {
          long[] within = Arrays.stream(wanted).map(number -> number - start).toArray();
          visit(i, within, (number, row) -> visitor.visit(start + number, row));
        }
      }
    } finally {
      stream.close();
    }
  }

  private void visit(int group, long[] wanted, Visitor visitor) {
    RowRanges ranges = pages(group, wanted);
    try (PageReadStore pages = read(group, ranges)) {
      RecordReader<Row> rows = columns.getRecordReader(pages, RowReadSupport.materializer(schema));
      PrimitiveIterator.OfLong numbers = ranges.iterator();
      for (int next = 0; next < wanted.length; ) {
        long number = numbers.nextLong();
        Row row = next(rows);
        if (number == wanted[next]) {
          visitor.visit(number, row);
          next++;
        }
      }
    }
  }

  private PageReadStore read(int group, RowRanges ranges) {
    try {
      return reader.readFilteredRowGroup(group, ranges);
    } catch (EOFException | RuntimeException e) {
      throw TableReader.damaged(file, e);
    } catch (IOException e) {
      throw new UncheckedIOException(file + ": " + e.getMessage(), e);
    }
  }

  private Row next(RecordReader<Row> rows) {
    try {
      return rows.read();
    } catch (RuntimeException e) {
      throw TableReader.damaged(file, e);
    }
  }

  /** The rows of the pages that hold wanted rows, by the column with the smallest pages. */
  private RowRanges pages(int group, long[] wanted) {
    OffsetIndex index = finest(group);
    long rows = reader.getRowGroups().get(group).getRowCount();
    IntStream pages = Arrays.stream(wanted).mapToInt(row -> page(index, row)).distinct();
    return RowRanges.create(rows, pages.iterator(), index);
  }

  /** The page with a row, by bisection: a group has pages for all of its clients. */
  private static int page(OffsetIndex index, long row) {
    int low = 0;
    int high = index.getPageCount() - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (index.getFirstRowIndex(middle) <= row) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }

  private OffsetIndex finest(int group) {
    List<ColumnChunkMetaData> read =
        reader.getRowGroups().get(group).getColumns().stream()
            .filter(column -> schema.containsPath(column.getPath().toArray()))
            .toList();
    for (ColumnChunkMetaData column : read) {
      if (column.getOffsetIndexReference() == null) {
        throw new InvalidInputException(
            file + " has no page index, expected one: it cannot be read by client");
      }
    }
    try {
      ColumnIndexStore indexes = reader.getColumnIndexStore(group);
      return read.stream()
          .map(column -> indexes.getOffsetIndex(column.getPath()))
          .max(Comparator.comparingInt(OffsetIndex::getPageCount))
          .orElseThrow();
    } catch (RuntimeException e) {
      throw TableReader.damaged(file, e);
    }
  }
}
