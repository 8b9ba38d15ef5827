package io.skerry.jobs.results;

import io.skerry.core.metrics.Percentiles;
import io.skerry.core.model.ModelDigest;
import io.skerry.core.pipeline.Ledger;
import io.skerry.core.round.RoundObserver;
import io.skerry.core.round.RoundReport;
import io.skerry.privacy.LedgerEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/**
 * Records rounds as they end: rows in the tables, and a checkpoint every so many rounds and after
 * the last. A checkpoint is written once the rows up to it are safe, so a resume repeats no row and
 * misses none. Threads may share a recorder: a run can be cancelled between two rounds.
 */
public final class RunRecorder implements RoundObserver, AutoCloseable {
  private final List<MetricsFiles<?>> tables;
  private final LedgerFiles ledgerFiles;
  private final Checkpoints checkpoints;
  private final int checkpointEvery;
  private final Outcome start;
  private final List<Double> seconds = new ArrayList<>();
  private long clients;
  private @Nullable FinalFigures figures;
  private @Nullable RoundReport lastRound;
  private boolean closed;

  /**
   * A recorder of the rounds after {@code start}; what tables hold of those rounds is deleted.
   *
   * @param checkpointEvery rounds between checkpoints
   * @param ledger the rows of a round's privacy events; none where it was not private
   */
  public RunRecorder(
      RunDirectory run,
      Checkpoints checkpoints,
      int checkpointEvery,
      Outcome start,
      Function<RoundReport, List<LedgerEntry>> ledger) {
    this.checkpoints = checkpoints;
    this.checkpointEvery = checkpointEvery;
    this.start = start;
    this.figures = start.figures();
    this.tables =
        List.of(
            new MetricsFiles<>(run, MetricsTables.ROUNDS, List::of),
            new MetricsFiles<>(run, MetricsTables.CLIENTS, MetricsTables.ClientEntry::of),
            new MetricsFiles<>(run, MetricsTables.CLUSTERS, MetricsTables.ClusterEntry::of),
            new MetricsFiles<>(run, MetricsTables.LEDGER, ledger));
    tables.forEach(table -> table.deleteAfter(start.rounds()));
    this.ledgerFiles = new LedgerFiles(run);
    ledgerFiles.seal();
  }

  @Override
  public synchronized void roundEnded(RoundReport report) {
    if (closed) {
      return;
    }
    tables.forEach(table -> table.append(report));
    lastRound = report;
    seconds.add(report.seconds());
    clients += report.metrics().clients();
    if (!report.evaluations().isEmpty()) {
      figures = FinalFigures.of(report.evaluations());
    }
    if (report.last() || report.plan().round() % checkpointEvery == 0) {
      completeFiles();
      checkpoints.write(report.state());
    }
  }

  /** Completes the tables' open files; a round that ends later is not recorded. */
  @Override
  public synchronized void close() {
    closed = true;
    completeFiles();
  }

  /** A checkpoint's rows are whole and sealed before it is written. */
  private void completeFiles() {
    tables.forEach(MetricsFiles::close);
    ledgerFiles.seal();
  }

  /** How far the run has come, as its last word. */
  public synchronized Outcome outcome(RunStatus status, Instant now) {
    if (lastRound == null) {
      return start.ended(status, now);
    }
    Ledger ledger = lastRound.state().ledger();
    double[] each = seconds.stream().mapToDouble(Double::doubleValue).toArray();
    return new Outcome(
        status,
        now.toString(),
        lastRound.plan().round(),
        ModelDigest.sha256(lastRound.state().parameters()),
        figures,
        lastRound.metrics().epsilon(),
        ledger == null ? null : ledger.clientEpsilon(),
        FinalFigures.finite(clients / DoubleStream.of(each).sum()),
        FinalFigures.finite(Percentiles.of(each).p50()));
  }
}
