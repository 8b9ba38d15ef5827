package io.skerry.jobs.population;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.skerry.core.InvalidInputException;
import io.skerry.core.data.DataSpec;
import io.skerry.core.data.PopulationSpec;
import io.skerry.jobs.storage.Json;
import io.skerry.jobs.storage.Row;
import io.skerry.jobs.storage.Storage;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;

/**
 * What population.json says. It is written last: a folder without it is not a population.
 *
 * @param source what the caller says the clients were made from
 * @param files in the order of ordinals
 * @param centralTest the test examples that belong to no client, in chunks that stand in for
 *     clients
 */
record Manifest(
    int formatVersion,
    long clients,
    long samples,
    int maxSamples,
    List<Integer> shape,
    int classes,
    int vocabulary,
    FeatureForm features,
    boolean heldOut,
    @Nullable String clusterColumn,
    String digest,
    Map<String, @Nullable Object> source,
    List<PartFile> files,
    SampleTable sampleTable,
    @Nullable Manifest centralTest)
    implements Serializable {
  static final String FILE = "population.json";
  private static final int FORMAT_VERSION = 1;
  private static final String EXPECTED = "the population.json of a stored population";

  /** The manifest of consecutive parts, whose files have these names. */
  static Manifest of(
      DataSpec data,
      @Nullable String clusterColumn,
      List<PartSummary> parts,
      List<String> names,
      Map<String, @Nullable Object> source,
      @Nullable Manifest centralTest) {
    List<PartFile> files = new ArrayList<>();
    ClientsDigest digest = ClientsDigest.NONE;
    FeatureForm form = FeatureForm.FLOAT32;
    for (int i = 0; i < parts.size(); i++) {
      PartSummary summary = parts.get(i);
      PartFile part = summary.part();
      files.add(
          new PartFile(names.get(i), part.from(), part.until(), part.samples(), part.bytes()));
      digest = digest.plus(summary.digest());
      if (summary.form() != null) {
        form = summary.form();
      }
    }
    return new Manifest(
        FORMAT_VERSION,
        files.get(files.size() - 1).until(),
        files.stream().mapToLong(PartFile::samples).sum(),
        parts.stream().mapToInt(PartSummary::maxSamples).max().orElse(0),
        data.shape(),
        data.classes(),
        data.vocabulary(),
        form,
        parts.stream().anyMatch(PartSummary::heldOut),
        clusterColumn,
        digest.hex(),
        source,
        files,
        SampleTable.join(parts.stream().map(PartSummary::table).toList()),
        centralTest);
  }

  static Manifest read(Storage storage, Path directory) {
    Path file = new Path(directory, FILE);
    int version = Json.read(storage, file, Version.class, EXPECTED).formatVersion();
    if (version != FORMAT_VERSION) {
      throw new InvalidInputException(
          file + " has the format version " + version + ", expected " + FORMAT_VERSION);
    }
    return Json.read(storage, file, Manifest.class, EXPECTED);
  }

  void write(Storage storage, Path directory) {
    Json.write(storage, new Path(directory, FILE), this);
  }

  PopulationSpec spec() {
    return new PopulationSpec(clients, samples, maxSamples, data(), heldOut, clusterColumn, digest);
  }

  /**
   * Checks that a row of a part file has as many bytes as its examples need.
   *
   * @param client its name
   */
  void checkSizes(Path directory, String client, int samples, Row row) {
    int labels = row.bytes(StoredClient.LABELS).remaining();
    int values = row.bytes(StoredClient.FEATURES).remaining();
    if (labels != (long) samples * Float.BYTES
        || values != (long) samples * data().width() * features.bytesPerValue) {
      throw new InvalidInputException(
          String.format(
              "%s: client %s has %d bytes of labels and %d of features, expected those of %d"
                  + " examples of shape %s",
              directory, client, labels, values, samples, shape));
    }
  }

  /**
   * The columns that tell one client from another, given its ordinal. Each column costs a reader of
   * single clients a page; without held-out examples all are for training.
   */
  List<String> columnsOfAClient() {
    List<String> columns = new ArrayList<>(List.of(StoredClient.ID));
    if (clusterColumn != null) {
      columns.add(StoredClient.CLUSTER);
    }
    if (heldOut) {
      columns.add(StoredClient.TRAIN_SAMPLES);
    }
    columns.add(StoredClient.LABELS);
    columns.add(StoredClient.FEATURES);
    return columns;
  }

  DataSpec data() {
    return new DataSpec(shape, classes, vocabulary);
  }

  @JsonIgnoreProperties(ignoreUnknown = true)
  private record Version(int formatVersion) {}
}
