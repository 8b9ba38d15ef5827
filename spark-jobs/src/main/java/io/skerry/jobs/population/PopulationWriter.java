package io.skerry.jobs.population;

import io.skerry.core.InvalidInputException;
import io.skerry.core.data.DataSpec;
import io.skerry.jobs.storage.Storage;
import io.skerry.partitioners.ClientExamples;
import io.skerry.partitioners.ClientSource;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;

/**
 * Writes a population: parts on any machine, under names of their own, then one commit on the
 * driver. A part may be written twice by a retried or speculative task; the driver commits one.
 */
public final class PopulationWriter implements Serializable {
  private static final long serialVersionUID = 1L;

  /** The folder of a population in which the fitted pipeline of its features may be kept. */
  public static final String FEATURES = "features";

  private static final String CLIENTS = "clients";
  private static final String CENTRAL_TEST = "central-test";
  private static final String WRITING = "_writing";

  private static final long FILE_BYTES = 256L << 20;

  private final Storage storage;
  private final Path directory;
  private final DataSpec data;
  private final @Nullable String clusterColumn;

  private PopulationWriter(
      Storage storage, Path directory, DataSpec data, @Nullable String clusterColumn) {
    this.storage = storage;
    this.directory = directory;
    this.data = data;
    this.clusterColumn = clusterColumn;
  }

  /**
   * Starts a population in a new folder, or in one where a population was begun and never
   * committed.
   *
   * @param clusterColumn column that names each client's cluster, where the data has one
   * @throws InvalidInputException where the folder holds anything else
   */
  public static PopulationWriter create(
      Storage storage, String directory, DataSpec data, @Nullable String clusterColumn) {
    Path path = storage.qualified(directory);
    List<String> leftOver = List.of(CLIENTS, CENTRAL_TEST, FEATURES, WRITING);
    for (String name : storage.names(path)) {
      if (!leftOver.contains(name)) {
        throw new InvalidInputException(
            directory + " is not empty (" + name + "), expected a new folder for a population");
      }
    }
    leftOver.forEach(name -> storage.delete(new Path(path, name)));
    return new PopulationWriter(storage, path, data, clusterColumn);
  }

  /** Opens a part for the clients from ordinal {@code from} on. */
  public PartWriter part(long from) {
    String file = WRITING + "/part-" + from + "-" + UUID.randomUUID() + ".parquet";
    return new PartWriter(storage, directory, file, data, from);
  }

  /** Writes all clients, from ordinal 0 on; also the chunks of a central test. */
  public List<PartSummary> write(ClientSource source) {
    List<PartSummary> parts = new ArrayList<>();
    try (Stream<ClientExamples> stream = source.open()) {
      Iterator<ClientExamples> clients = stream.iterator();
      for (long from = 0; clients.hasNext(); from = parts.get(parts.size() - 1).part().until()) {
        try (PartWriter part = part(from)) {
          while (clients.hasNext() && part.storedBytes() < FILE_BYTES) {
            part.add(clients.next());
          }
          parts.add(part.finish());
        }
      }
    }
    return parts;
  }

  /**
   * Makes the parts a population.
   *
   * @param clients parts with all ordinals from 0 on, in any order
   * @param centralTest parts with the chunks of the central test, or none
   * @param source what the clients were made from, kept for the reader as it is
   */
  public StoredPopulation commit(
      List<PartSummary> clients,
      List<PartSummary> centralTest,
      Map<String, @Nullable Object> source) {
    Manifest test =
        centralTest.isEmpty() ? null : commit(CENTRAL_TEST, centralTest, Map.of(), null);
    Manifest manifest = commit(CLIENTS, clients, source, test);
    storage.delete(new Path(directory, WRITING));
    manifest.write(storage, directory);
    return StoredPopulation.open(storage, directory.toString());
  }

  private Manifest commit(
      String folder,
      List<PartSummary> parts,
      Map<String, @Nullable Object> source,
      @Nullable Manifest test) {
    List<PartSummary> inOrder = inOrder(parts);
    List<String> names = new ArrayList<>();
    for (PartSummary part : inOrder) {
      String name = String.format("%s/part-%05d.parquet", folder, names.size());
      storage.move(new Path(directory, part.part().file()), new Path(directory, name));
      names.add(name);
    }
    return Manifest.of(data, clusterColumn, inOrder, names, source, test);
  }

  private List<PartSummary> inOrder(List<PartSummary> parts) {
    List<PartSummary> inOrder =
        parts.stream()
            .filter(part -> part.part().until() > part.part().from())
            .sorted(Comparator.comparingLong(part -> part.part().from()))
            .toList();
    if (inOrder.isEmpty()) {
      throw new InvalidInputException(directory + ": there is no client, expected at least one");
    }
    long next = 0;
    for (PartSummary part : inOrder) {
      if (part.part().from() != next) {
        throw new IllegalArgumentException(
            "a part starts at client " + part.part().from() + ", expected " + next);
      }
      next = part.part().until();
      if (part.form() != inOrder.get(0).form()) {
        throw new InvalidInputException(
            directory
                + ": some clients have features as "
                + part.form()
                + " and some as "
                + inOrder.get(0).form()
                + ", expected one form");
      }
    }
    return inOrder;
  }
}
