package io.skerry.jobs.results;

import io.skerry.jobs.storage.Storage;
import io.skerry.jobs.storage.TableReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.filter2.compat.FilterCompat;

/** Who took part in each round, as the table of clients says. */
public final class Cohorts {
  private final Map<Integer, List<Long>> rounds = new HashMap<>();

  private Cohorts() {}

  /** Reads the cohorts of a run. */
  public static Cohorts read(RunDirectory run) {
    Storage storage = run.storage();
    Cohorts cohorts = new Cohorts();
    Path folder = new Path(run.path(), "metrics/" + MetricsTables.CLIENTS.name());
    for (String name : storage.names(folder)) {
      if (name.endsWith(".parquet")) {
        TableReader.forEach(
            storage,
            new Path(folder, name),
            List.of("round", "phase", "ordinal"),
            FilterCompat.NOOP,
            row -> {
              if (row.text("phase").equals("train")) {
                cohorts
                    .rounds
                    .computeIfAbsent((int) row.number("round"), r -> new ArrayList<>())
                    .add(row.number("ordinal"));
              }
            });
      }
    }
    return cohorts;
  }

  /** Ordinals of a round's clients, ascending. */
  public long[] of(int round) {
    long[] ordinals = rounds.getOrDefault(round, List.of()).stream().mapToLong(o -> o).toArray();
    Arrays.sort(ordinals);
    return ordinals;
  }
}
