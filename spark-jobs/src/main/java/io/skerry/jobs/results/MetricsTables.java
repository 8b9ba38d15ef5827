package io.skerry.jobs.results;

import static io.skerry.jobs.storage.Column.bool;
import static io.skerry.jobs.storage.Column.float64;
import static io.skerry.jobs.storage.Column.int32;
import static io.skerry.jobs.storage.Column.int64;
import static io.skerry.jobs.storage.Column.text;

import io.skerry.core.metrics.ClientRow;
import io.skerry.core.metrics.EvaluationMetrics;
import io.skerry.core.round.RoundReport;
import io.skerry.jobs.storage.Column;
import io.skerry.jobs.storage.Row;
import io.skerry.jobs.storage.Table;
import io.skerry.privacy.LedgerEntry;
import io.skerry.privacy.LedgerRow;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The columns of a run's tables, each a function of a round, a client or a cluster. */
final class MetricsTables {
  static final Table<RoundReport> ROUNDS =
      new Table<>(
          "rounds",
          List.<Column<RoundReport>>of(
              Column.<RoundReport>int32("round", r -> r.metrics().round()).required(),
              int64("clients", r -> r.metrics().clients()),
              int64("diverged", r -> r.metrics().diverged()),
              int64("dropped", r -> r.metrics().dropped()),
              text("given_up", r -> r.givenUp().orElse(null)),
              int64("samples", r -> r.metrics().samples()),
              float64("train_loss", r -> r.metrics().trainLoss()),
              float64("train_accuracy", r -> r.metrics().trainAccuracy()),
              text("set", ofClients(e -> FinalFigures.name(e.set()))),
              float64("loss", ofClients(EvaluationMetrics::loss)),
              float64("accuracy", ofClients(EvaluationMetrics::accuracy)),
              float64("accuracy_p10", ofClients(e -> e.byClient().p10())),
              float64("accuracy_p50", ofClients(e -> e.byClient().p50())),
              float64("accuracy_p90", ofClients(e -> e.byClient().p90())),
              int64("evaluated_clients", ofClients(EvaluationMetrics::clients)),
              float64("test_loss", ofCentralTest(EvaluationMetrics::loss)),
              float64("test_accuracy", ofCentralTest(EvaluationMetrics::accuracy)),
              float64("clipped", r -> r.metrics().clipped()),
              float64("clip", r -> r.metrics().clip()),
              float64("update_norm_median", r -> r.metrics().medianUpdateNorm()),
              float64("signal_to_noise", r -> r.metrics().signalToNoise()),
              float64("epsilon", r -> r.metrics().epsilon()),
              int64("bytes_up", r -> r.metrics().bytesUp()),
              int64("bytes_down", r -> r.metrics().bytesDown()),
              float64("client_updates_per_s", r -> r.metrics().clients() / r.seconds()),
              float64("seconds", RoundReport::seconds),
              float64("server_seconds", RoundReport::serverSeconds),
              float64(
                  "evaluation_seconds",
                  r -> r.evaluations().isEmpty() ? null : r.evaluationSeconds())));

  static final Table<ClientEntry> CLIENTS =
      new Table<>(
          "clients",
          List.<Column<ClientEntry>>of(
              Column.<ClientEntry>int32("round", ClientEntry::round).required(),
              Column.<ClientEntry>text("phase", e -> e.trained() ? "train" : "evaluate").required(),
              Column.<ClientEntry>text("client_id", e -> e.row().id()).required(),
              Column.<ClientEntry>int64("ordinal", e -> e.row().ordinal()).required(),
              text("cluster", e -> e.row().cluster()),
              text("set", e -> FinalFigures.name(e.row().set())),
              int32("num_samples", e -> e.row().samples()),
              float64("loss", e -> e.row().loss()),
              float64("accuracy", e -> e.row().accuracy()),
              float64("update_norm", ofTraining(ClientRow::updateNorm)),
              bool("clipped", ofTraining(ClientRow::clipped)),
              int32("local_steps", ofTraining(ClientRow::localSteps)),
              int64("flops", ofTraining(ClientRow::flops)),
              int64("bytes_up", ofTraining(ClientRow::bytesUp)),
              int64("bytes_down", ofTraining(ClientRow::bytesDown)),
              text("status", ofTraining(row -> FinalFigures.name(row.status())))));

  static final Table<ClusterEntry> CLUSTERS =
      new Table<>(
          "clusters",
          List.<Column<ClusterEntry>>of(
              Column.<ClusterEntry>int32("round", ClusterEntry::round).required(),
              text("cluster", e -> e.metrics().cluster()),
              text("set", e -> FinalFigures.name(e.metrics().set())),
              int64("clients", e -> e.metrics().clients()),
              int64("samples", e -> e.metrics().samples()),
              float64("loss", e -> e.metrics().loss()),
              float64("accuracy", e -> e.metrics().accuracy()),
              float64("accuracy_p10", e -> e.metrics().byClient().p10()),
              float64("accuracy_p50", e -> e.metrics().byClient().p50()),
              float64("accuracy_p90", e -> e.metrics().byClient().p90())));

  static final Table<LedgerEntry> LEDGER =
      new Table<>(
          "ledger",
          List.<Column<LedgerEntry>>of(
              Column.<LedgerEntry>int32("round", e -> e.row().round()).required(),
              Column.<LedgerEntry>text("event", e -> e.row().event()).required(),
              Column.<LedgerEntry>text("relation", e -> e.row().relation()).required(),
              Column.<LedgerEntry>float64("noise_multiplier", e -> e.row().noiseMultiplier())
                  .required(),
              Column.<LedgerEntry>float64("sampling_rate", e -> e.row().samplingRate()).required(),
              Column.<LedgerEntry>float64("epsilon", e -> e.row().epsilon()).required(),
              Column.<LedgerEntry>text("priced", LedgerEntry::priced).required(),
              Column.<LedgerEntry>text("placement", LedgerEntry::placement).required(),
              Column.<LedgerEntry>int32("clients", LedgerEntry::clients).required(),
              Column.<LedgerEntry>text("cohort_sha256", LedgerEntry::cohortSha256).required(),
              Column.<LedgerEntry>text("model_sha256", LedgerEntry::modelSha256).required(),
              Column.<LedgerEntry>text("config_sha256", LedgerEntry::configSha256).required(),
              Column.<LedgerEntry>text("version", LedgerEntry::version).required(),
              Column.<LedgerEntry>text("previous_sha256", LedgerEntry::previousSha256).required(),
              Column.<LedgerEntry>text("sha256", LedgerEntry::sha256).required()));

  private MetricsTables() {}

  /** The row of the ledger that its columns hold. */
  static LedgerEntry ledgerEntry(Row row) {
    return new LedgerEntry(
        new LedgerRow(
            (int) row.number("round"),
            row.text("event"),
            row.text("relation"),
            row.decimal("noise_multiplier"),
            row.decimal("sampling_rate"),
            row.decimal("epsilon")),
        row.text("priced"),
        row.text("placement"),
        (int) row.number("clients"),
        row.text("cohort_sha256"),
        row.text("model_sha256"),
        row.text("config_sha256"),
        row.text("version"),
        row.text("previous_sha256"),
        row.text("sha256"));
  }

  /** A client in a round: what it did, or how the model did on it. */
  record ClientEntry(int round, boolean trained, ClientRow row) {

    static List<ClientEntry> of(RoundReport report) {
      int round = report.plan().round();
      return Stream.concat(
              report.trained().stream().map(row -> new ClientEntry(round, true, row)),
              report.evaluated().stream().map(row -> new ClientEntry(round, false, row)))
          .toList();
    }
  }

  /** A cluster in an evaluated round. */
  record ClusterEntry(int round, EvaluationMetrics metrics) {

    static List<ClusterEntry> of(RoundReport report) {
      int round = report.plan().round();
      return report.clusters().stream().map(metrics -> new ClusterEntry(round, metrics)).toList();
    }
  }

  private static <T> Function<RoundReport, @Nullable T> ofClients(
      Function<EvaluationMetrics, T> figure) {
    return r -> r.evaluations().isEmpty() ? null : figure.apply(r.evaluations().get(0));
  }

  private static <T> Function<RoundReport, @Nullable T> ofCentralTest(
      Function<EvaluationMetrics, T> figure) {
    return r -> {
      EvaluationMetrics central = FinalFigures.central(r.evaluations());
      return central == null ? null : figure.apply(central);
    };
  }

  private static <T> Function<ClientEntry, @Nullable T> ofTraining(Function<ClientRow, T> figure) {
    return e -> e.trained() ? figure.apply(e.row()) : null;
  }
}
