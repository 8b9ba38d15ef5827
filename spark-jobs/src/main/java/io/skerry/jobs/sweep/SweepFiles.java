package io.skerry.jobs.sweep;

import io.skerry.jobs.results.FinalFigures;
import io.skerry.jobs.storage.Column;
import io.skerry.jobs.storage.Storage;
import io.skerry.jobs.storage.Table;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.hadoop.ParquetWriter;
import org.jspecify.annotations.Nullable;

/** The files of a sweep: sweep.parquet with one row a run, and sweep.png. */
public final class SweepFiles {
  private final Storage storage;
  private final Path folder;

  public SweepFiles(Storage storage, String folder) {
    this.storage = storage;
    this.folder = new Path(folder);
  }

  /** Writes table and plot of at least one point, in place of earlier ones. */
  public void write(List<PointResults> results) {
    writeTable(results);
    storage.write(new Path(folder, "sweep.png"), SweepPlot.png(results));
  }

  private record RunRow(Point point, SweepRun run) {}

  private void writeTable(List<PointResults> results) {
    Path file = new Path(folder, "sweep.parquet");
    storage.delete(file);
    List<String> keys = List.copyOf(results.get(0).point().settings().keySet());
    try (ParquetWriter<RunRow> writer = table(keys).create(storage, file)) {
      for (PointResults point : results) {
        for (SweepRun run : point.runs()) {
          writer.write(new RunRow(point.point(), run));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(file + ": " + e.getMessage(), e);
    }
  }

  /** The swept keys under their own names, then what a run came to. */
  private static Table<RunRow> table(List<String> keys) {
    List<Column<RunRow>> columns = new ArrayList<>();
    for (String key : keys) {
      columns.add(Column.text(key, row -> row.point().settings().get(key)));
    }
    columns.add(Column.int64("seed", row -> row.run().seed()));
    columns.add(Column.text("status", row -> row.run().outcome().status().toString()));
    columns.add(Column.int32("rounds", row -> row.run().outcome().rounds()));
    columns.add(Column.float64("loss", figure(FinalFigures::loss)));
    columns.add(Column.float64("accuracy", figure(FinalFigures::accuracy)));
    columns.add(Column.float64("accuracy_p10", figure(FinalFigures::accuracyP10)));
    columns.add(Column.float64("test_accuracy", figure(FinalFigures::testAccuracy)));
    columns.add(Column.float64("epsilon", row -> row.run().outcome().epsilon()));
    columns.add(Column.text("model_sha256", row -> row.run().outcome().modelSha256()));
    columns.add(Column.text("run", row -> row.run().directory()));
    return new Table<>("sweep", columns);
  }

  private static Function<RunRow, @Nullable Double> figure(
      Function<FinalFigures, @Nullable Double> figure) {
    return row -> {
      FinalFigures figures = row.run().outcome().figures();
      return figures == null ? null : figure.apply(figures);
    };
  }
}
