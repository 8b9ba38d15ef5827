package io.skerry.jobs.results;

import io.skerry.core.round.RoundReport;
import io.skerry.jobs.storage.Storage;
import io.skerry.jobs.storage.Table;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.hadoop.ParquetWriter;
import org.jspecify.annotations.Nullable;

/**
 * One table of a run: rows go to one open file, which gets its name, the first and the last round
 * in it, when it is closed.
 *
 * @param <R> row
 */
final class MetricsFiles<R> {
  private static final String WRITING = ".writing";

  private final Storage storage;
  private final Path folder;
  private final Table<R> table;
  private final Function<RoundReport, List<R>> rows;
  private @Nullable ParquetWriter<R> writer;
  private int first;
  private int last;

  /** The table in {@code metrics/NAME}, with the rows that a round has in it. */
  MetricsFiles(RunDirectory run, Table<R> table, Function<RoundReport, List<R>> rows) {
    this.storage = run.storage();
    this.folder = new Path(run.path(), "metrics/" + table.name());
    this.table = table;
    this.rows = rows;
  }

  void append(RoundReport report) {
    List<R> more = rows.apply(report);
    if (more.isEmpty()) {
      return;
    }
    if (writer == null) {
      first = report.plan().round();
      writer = table.create(storage, open());
    }
    last = report.plan().round();
    try {
      for (R row : more) {
        writer.write(row);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(folder + ": " + e.getMessage(), e);
    }
  }

  /** Closes the open file, if there is one. */
  void close() {
    if (writer == null) {
      return;
    }
    try {
      writer.close();
    } catch (IOException e) {
      throw new UncheckedIOException(folder + ": " + e.getMessage(), e);
    }
    writer = null;
    storage.move(
        open(), new Path(folder, String.format("%s-%06d-%06d.parquet", table.name(), first, last)));
  }

  /** Deletes files of rounds after {@code round}, and files that were never closed. */
  void deleteAfter(int round) {
    Pattern closed = Pattern.compile(table.name() + "-(\\d+)-\\d+\\.parquet");
    for (String name : storage.names(folder)) {
      Matcher rounds = closed.matcher(name);
      if (name.endsWith(WRITING)
          || (rounds.matches() && Integer.parseInt(rounds.group(1)) > round)) {
        storage.delete(new Path(folder, name));
      }
    }
  }

  private Path open() {
    return new Path(folder, String.format(".%s-%06d%s", table.name(), first, WRITING));
  }
}
