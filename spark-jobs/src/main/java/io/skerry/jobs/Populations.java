package io.skerry.jobs;

import io.skerry.core.InvalidInputException;
import io.skerry.core.data.HeldOutPopulation;
import io.skerry.core.data.MixturePopulation;
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
    Population whole = whole(data.source(), data.origin());
    return data.shift()
        .of(data.holdout().<Population>map(h -> new HeldOutPopulation(whole, h)).orElse(whole));
  }

  private Population whole(Source source, Map<String, @Nullable Object> origin) {
    if (source instanceof Source.Generated generated) {
      return generated.population();
    }
    if (source instanceof Source.Mixture mixture) {
      return new MixturePopulation(
          mixture.components().stream()
              .map(
                  each ->
                      new MixturePopulation.Component(
                          each.name(), whole(each.source(), each.origin())))
              .toList());
    }
    StoredPopulation stored = stored(source, origin);
    return experiment.data().hold() == Hold.FILES ? stored.readByClient() : stored;
  }

  private StoredPopulation stored(Source source, Map<String, @Nullable Object> origin) {
    DataSection data = experiment.data();
    List<String> paths =
        source instanceof Source.Files files
            ? files.paths()
            : ((Source.Table) source).clients().columns().input().paths();
    paths.forEach(path -> session.ifPresent(s -> SharedPaths.check("data.path", path, s)));
    session.ifPresent(s -> SharedPaths.check("data.populations", data.populations(), s));
    String directory =
        data.populations() + "/" + DataSection.name(origin, InputListing.of(storage, paths));
    if (StoredPopulation.isAt(storage, directory)) {
      return StoredPopulation.open(storage, directory);
    }
    if (source instanceof Source.Table && session.isEmpty()) {
      throw new InvalidInputException(
          "data.source: a table is read by Spark; for --engine threads build its population before,"
              + " with: skerry partition CONF");
    }
    out.println("building the population " + directory + " from " + String.join(", ", paths));
    return source instanceof Source.Files files
        ? fromFiles(files, directory, origin)
        : TablePopulation.build(
            session.orElseThrow(), storage, ((Source.Table) source).clients(), directory, origin);
  }

  private StoredPopulation fromFiles(
      Source.Files source, String directory, Map<String, @Nullable Object> origin) {
    FileClients files = source.read().apply(new HadoopFiles(storage));
    PopulationWriter writer =
        PopulationWriter.create(
            storage, directory, files.clients().data(), files.clients().clusterColumn());
    List<PartSummary> clients = writer.write(files.clients());
    List<PartSummary> test = files.centralTest().map(writer::write).orElse(List.of());
    Map<String, @Nullable Object> all = new LinkedHashMap<>(origin);
    all.putAll(files.clients().legend());
    return writer.commit(clients, test, all);
  }
}
