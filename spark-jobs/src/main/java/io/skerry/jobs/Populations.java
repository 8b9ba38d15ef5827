package io.skerry.jobs;

import io.skerry.core.InvalidInputException;
import io.skerry.core.data.HeldOutPopulation;
import io.skerry.core.data.Population;
import io.skerry.jobs.config.DataSection;
import io.skerry.jobs.config.Experiment;
import io.skerry.jobs.config.Hold;
import io.skerry.jobs.config.Source;
import io.skerry.jobs.config.Source.FileClients;
import io.skerry.jobs.population.PartSummary;
import io.skerry.jobs.population.PopulationWriter;
import io.skerry.jobs.population.StoredPopulation;
import io.skerry.jobs.storage.HadoopFiles;
import io.skerry.jobs.storage.Storage;
import io.skerry.jobs.table.TablePopulation;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/**
 * The population of an experiment: computed, found where it was stored before, or built and stored.
 */
final class Populations {
  private final Experiment experiment;
  private final Storage storage;
  private final Optional<SparkSession> session;
  private final PrintStream out;

  Populations(
      Experiment experiment, Storage storage, Optional<SparkSession> session, PrintStream out) {
    this.experiment = experiment;
    this.storage = storage;
    this.session = session;
    this.out = out;
  }

  /** The population, with what the config holds out, and shifted as it says. */
  Population open() {
    DataSection data = experiment.data();
    Population whole = held(whole());
    return data.shift()
        .of(data.holdout().<Population>map(h -> new HeldOutPopulation(whole, h)).orElse(whole));
  }

  private Population held(Population whole) {
    return experiment.data().hold() == Hold.FILES
        ? ((StoredPopulation) whole).readByClient()
        : whole;
  }

  private Population whole() {
    DataSection data = experiment.data();
    if (data.source() instanceof Source.Generated generated) {
      return generated.population();
    }
    List<String> paths =
        data.source() instanceof Source.Files files
            ? files.paths()
            : ((Source.Table) data.source()).clients().columns().input().paths();
    paths.forEach(path -> session.ifPresent(s -> SharedPaths.check("data.path", path, s)));
    session.ifPresent(s -> SharedPaths.check("data.populations", data.populations(), s));
    String directory = data.populations() + "/" + data.name(InputListing.of(storage, paths));
    if (StoredPopulation.isAt(storage, directory)) {
      return StoredPopulation.open(storage, directory);
    }
    if (data.source() instanceof Source.Table && session.isEmpty()) {
      throw new InvalidInputException(
          "data.source: a table is read by Spark; for --engine threads build its population before,"
              + " with: skerry partition CONF");
    }
    out.println("building the population " + directory + " from " + String.join(", ", paths));
    return data.source() instanceof Source.Files files
        ? fromFiles(files, directory)
        : fromTable((Source.Table) data.source(), directory);
  }

  private Population fromFiles(Source.Files source, String directory) {
    FileClients files = source.read().apply(new HadoopFiles(storage));
    PopulationWriter writer =
        PopulationWriter.create(
            storage, directory, files.clients().data(), files.clients().clusterColumn());
    List<PartSummary> clients = writer.write(files.clients());
    List<PartSummary> test = files.centralTest().map(writer::write).orElse(List.of());
    Map<String, @Nullable Object> origin = new LinkedHashMap<>(experiment.data().origin());
    origin.putAll(files.clients().legend());
    return writer.commit(clients, test, origin);
  }

  private Population fromTable(Source.Table source, String directory) {
    return TablePopulation.build(
        session.orElseThrow(), storage, source.clients(), directory, experiment.data().origin());
  }
}
