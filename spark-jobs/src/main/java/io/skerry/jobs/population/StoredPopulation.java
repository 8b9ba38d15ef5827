package io.skerry.jobs.population;

import io.skerry.core.InvalidInputException;
import io.skerry.core.data.ClientBlock;
import io.skerry.core.data.Population;
import io.skerry.core.data.PopulationSpec;
import io.skerry.jobs.storage.Row;
import io.skerry.jobs.storage.Storage;
import io.skerry.jobs.storage.TableReader;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;

/** A population in Parquet files. The handle is small; each machine reads the ranges it opens. */
public final class StoredPopulation implements Population {
  private static final long serialVersionUID = 1L;

  private final Storage storage;
  private final Path directory;
  private final Manifest manifest;
  private final boolean byClient;
  // One object for all callers: a runner caches a population's blocks by its identity.
  private final @Nullable StoredPopulation centralTest;

  // Shared by the blocks of one machine, which gets one handle.
  private transient @Nullable OpenParts openParts;

  private StoredPopulation(Storage storage, Path directory, Manifest manifest, boolean byClient) {
    this.storage = storage;
    this.directory = directory;
    this.manifest = manifest;
    this.byClient = byClient;
    this.centralTest =
        manifest.centralTest() == null
            ? null
            : new StoredPopulation(storage, directory, manifest.centralTest(), byClient);
  }

  /** Whether a folder holds a stored population. */
  public static boolean isAt(Storage storage, String directory) {
    return storage.exists(new Path(storage.qualified(directory), Manifest.FILE));
  }

  /**
   * A handle on a stored population; reads its population.json and nothing else.
   *
   * @throws InvalidInputException where the folder is not a population
   */
  public static StoredPopulation open(Storage storage, String directory) {
    Path path = storage.qualified(directory);
    return new StoredPopulation(storage, path, Manifest.read(storage, path), false);
  }

  /**
   * The same clients, of which a block holds none: it reads each from the files when it is wanted.
   */
  public StoredPopulation readByClient() {
    return new StoredPopulation(storage, directory, manifest, true);
  }

  @Override
  public PopulationSpec spec() {
    return manifest.spec();
  }

  /** What the clients were made from, as the writer was told. */
  public Map<String, @Nullable Object> source() {
    return manifest.source();
  }

  /**
   * Reads clients {@code from..until} into memory, unless they are read by client.
   *
   * @throws InvalidInputException where a file is missing, damaged or not what population.json says
   */
  @Override
  public ClientBlock open(long from, long until) {
    if (from < 0 || from > until || until > manifest.clients()) {
      throw new IllegalArgumentException("no clients " + from + " to " + until);
    }
    if (byClient) {
      return new ClientReader(openParts(), manifest, from, until);
    }
    return new RangeReader(storage, directory, manifest, from, until).read();
  }

  @Override
  public double costBefore(long ordinal) {
    return manifest.sampleTable().before(ordinal);
  }

  @Override
  public boolean onDemand() {
    return byClient;
  }

  @Override
  public Optional<Population> centralTest() {
    return Optional.ofNullable(centralTest);
  }

  /**
   * Reads everything and compares digests.
   *
   * @throws InvalidInputException where the clients are not those of population.json
   */
  public void verify() {
    ClientsDigest[] sum = {ClientsDigest.NONE};
    for (PartFile part : manifest.files()) {
      TableReader.forEach(
          storage, new Path(directory, part.file()), row -> sum[0] = sum[0].plus(digest(row)));
    }
    if (!sum[0].hex().equals(manifest.digest())) {
      throw new InvalidInputException(
          directory
              + " holds clients with the digest "
              + sum[0].hex()
              + ", expected "
              + manifest.digest()
              + " as population.json says");
    }
    if (centralTest != null) {
      centralTest.verify();
    }
  }

  private synchronized OpenParts openParts() {
    OpenParts known = openParts;
    if (known == null) {
      openParts = known = new OpenParts(storage, directory, manifest.columnsOfAClient());
    }
    return known;
  }

  private static ClientsDigest digest(Row row) {
    return ClientsDigest.of(
        row.number(StoredClient.ORDINAL),
        row.text(StoredClient.ID),
        (String) row.get(StoredClient.CLUSTER),
        (int) row.number(StoredClient.TRAIN_SAMPLES),
        row.bytes(StoredClient.LABELS),
        row.bytes(StoredClient.FEATURES));
  }
}
