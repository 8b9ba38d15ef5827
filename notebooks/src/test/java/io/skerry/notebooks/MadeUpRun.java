package io.skerry.notebooks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;

/**
 * A run directory of 20 rounds with made-up figures, evaluated every fifth round; 40 clients, in
 * the end ten between 0 and 0.05, twenty at 0.52, ten between 0.95 and 1.
 */
final class MadeUpRun {
  private static final String ROUNDS =
      """
      select r::int as round, 8::bigint as clients, 0::bigint as diverged, 320::bigint as samples,
        2.5 - r / 20 as train_loss, 0.3 + r / 50 as train_accuracy, if(e, 'test', null) as set,
        if(e, 2.6 - r / 20, null) as loss, if(e, 0.4 + r / 40, null) as accuracy,
        accuracy - 0.2 as accuracy_p10, accuracy + 0.01 as accuracy_p50,
        accuracy + 0.08 as accuracy_p90, if(e, 40, null)::bigint as evaluated_clients,
        null::double as test_loss, null::double as test_accuracy, 0.25::double as clipped,
        1.5::double as update_norm_median, if($private, 0.5, null)::double as signal_to_noise,
        if($private, r / 8, null)::double as epsilon, 31400::bigint as bytes_up,
        31400::bigint as bytes_down, 400::double as client_updates_per_s, 0.02::double as seconds,
        if(e, 0.01, null)::double as evaluation_seconds
      from (select r::double as r, r % 5 = 0 as e from range($first, $last + 1) t(r))
      """;

  private static final String CLUSTERS =
      """
      select r::int as round, cluster, 'test' as set, clients::bigint as clients,
        clients * 10::bigint as samples, 1 - r / 40 as loss, base + r / 50 as accuracy,
        accuracy - 0.1 as accuracy_p10, accuracy as accuracy_p50, accuracy + 0.05 as accuracy_p90
      from (select r::double as r from range($first, $last + 1) t(r) where r % 5 = 0)
        cross join (values ('south', 15, 0.3::double), ('north', 25, 0.5::double))
          t(cluster, clients, base)
      """;

  /** Every client is evaluated; the first eight also train, worse than any is in the end. */
  private static final String CLIENTS =
      """
      select r::int as round, if(trains, 'train', 'evaluate') as phase,
        printf('client-%02d', i) as client_id, i as ordinal,
        if($clustered, if(i < 15, 'south', 'north'), null) as cluster,
        if(trains, 'train', 'test') as set, if(trains, 40, 10 + i)::int as num_samples,
        3 - i / 20::double as loss,
        (case when trains then 0.001 when r < 20 then 0.3 when i < 10 then 0.01 + i * 0.004
          when i < 30 then 0.52 else 0.955 + (i - 30) * 0.005 end)::double as accuracy,
        if(trains, 1.5, null)::double as update_norm, if(trains, i < 2, null) as clipped,
        if(trains, 4, null)::int as local_steps, if(trains, 62720, null)::bigint as flops,
        if(trains, 3925, null)::bigint as bytes_up, if(trains, 3925, null)::bigint as bytes_down,
        if(trains, 'ok', null) as status
      from range($first, $last + 1) t(r), range(40) s(i), (values (true), (false)) u(trains)
      where if(trains, i < 8, r % 5 = 0)
      """;

  private MadeUpRun() {}

  /** Writes it with two files a table, as a run with two checkpoints has. */
  static Path write(Path run, boolean clustered, boolean isPrivate)
      throws IOException, SQLException {
    Files.createDirectories(run);
    Files.writeString(run.resolve("run.json"), "{\"status\": \"finished\", \"rounds\": 20}\n");
    try (Connection db = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = db.createStatement()) {
      for (int first = 1; first <= 20; first += 10) {
        copy(statement, run, "rounds", ROUNDS.replace("$private", "" + isPrivate), first);
        copy(statement, run, "clients", CLIENTS.replace("$clustered", "" + clustered), first);
        if (clustered) {
          copy(statement, run, "clusters", CLUSTERS, first);
        }
      }
    }
    return run;
  }

  private static void copy(Statement statement, Path run, String table, String rows, int first)
      throws IOException, SQLException {
    Path folder = Files.createDirectories(run.resolve("metrics").resolve(table));
    String range = rows.replace("$first", "" + first).replace("$last", "" + (first + 9));
    String name = String.format(Locale.ROOT, "%s-%06d-%06d.parquet", table, first, first + 9);
    String file = folder.resolve(name).toString().replace("'", "''");
    statement.execute("copy (" + range + ") to '" + file + "' (format parquet)");
  }
}
