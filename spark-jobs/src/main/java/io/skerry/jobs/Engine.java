package io.skerry.jobs;

import io.skerry.core.InvalidInputException;
import io.skerry.core.data.Packing;
import io.skerry.core.data.Population;
import io.skerry.core.round.LocalRoundRunner;
import io.skerry.core.round.RoundRunner;
import io.skerry.jobs.config.Hold;
import io.skerry.jobs.runner.SparkRoundRunner;
import io.skerry.jobs.storage.Storage;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;

/** What rounds run on: Spark, or threads of this JVM with no SparkContext at all. */
final class Engine implements AutoCloseable {
  private final RoundRunner runner;
  private final Optional<SparkSession> session;
  private final int partitions;
  private final boolean created;

  private Engine(
      RoundRunner runner, Optional<SparkSession> session, int partitions, boolean created) {
    this.runner = runner;
    this.partitions = partitions;
    this.session = session;
    this.created = created;
  }

  /** An engine of {@code threads} threads. */
  static Engine threads(int threads) {
    return new Engine(new LocalRoundRunner(threads), Optional.empty(), threads, false);
  }

  /**
   * An engine on the session that is there, or on a new one, which closing then stops.
   *
   * @param name of the application, where it is new
   * @param partitions Spark partitions; by default the session's default parallelism
   * @param hold where the partitions' clients are kept
   */
  static Engine spark(String name, OptionalInt partitions, Hold hold) {
    boolean creates = SparkSession.getDefaultSession().isEmpty();
    SparkSession session = SparkSession.builder().appName(name).getOrCreate();
    String serializer = session.sparkContext().conf().get("spark.serializer", "");
    if (serializer.endsWith("KryoSerializer")) {
      throw new InvalidInputException(
          "spark.serializer: expected Spark's default, the Java serializer, not " + serializer);
    }
    int parts = partitions.orElse(session.sparkContext().defaultParallelism());
    RoundRunner runner =
        new SparkRoundRunner(
            session,
            parts,
            hold == Hold.SPILL ? StorageLevel.MEMORY_AND_DISK() : StorageLevel.MEMORY_ONLY());
    return new Engine(runner, Optional.of(session), parts, creates);
  }

  RoundRunner runner() {
    return runner;
  }

  /** The session; empty where threads run the rounds. */
  Optional<SparkSession> session() {
    return session;
  }

  /** File systems as the session was told to reach them. */
  Storage storage() {
    return session
        .map(s -> Storage.of(s.sparkContext().hadoopConfiguration()))
        .orElseGet(Storage::local);
  }

  /** Where clients run, as people call it. */
  String description() {
    return session
        .map(s -> "Spark " + s.version() + " on " + s.sparkContext().master())
        .orElse(Runtime.getRuntime().availableProcessors() + " threads");
  }

  /** How evenly the work is spread, as people call it. */
  String packing(Population population) {
    if (session.isEmpty()) {
      return partitions + " threads, each of which takes clients as it is free";
    }
    return population.onDemand()
        ? partitions + " partitions, over which each round deals its clients evenly"
        : String.format(
            Locale.ROOT,
            "%d partitions, the fullest with %.2f times the mean number of examples",
            partitions,
            Packing.of(population, partitions).balance());
  }

  @Override
  public void close() {
    runner.close();
    if (created) {
      session.ifPresent(SparkSession::stop);
    }
  }
}
