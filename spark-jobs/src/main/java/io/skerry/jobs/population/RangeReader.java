package io.skerry.jobs.population;

import io.skerry.core.InvalidInputException;
import io.skerry.core.data.PackedBlock;
import io.skerry.jobs.storage.Row;
import io.skerry.jobs.storage.Storage;
import io.skerry.jobs.storage.TableReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.filter2.compat.FilterCompat;
import org.apache.parquet.filter2.predicate.FilterApi;
import org.apache.parquet.filter2.predicate.Operators.LongColumn;
import org.jspecify.annotations.Nullable;

/**
 * Reads a range of clients into one block. The first pass over the small columns tells how large
 * the block's arrays are, the second fills them, so that nothing is held twice.
 */
final class RangeReader {
  /** The longest array that every JVM allocates. */
  private static final long MAX_ARRAY = Integer.MAX_VALUE - 8;

  private static final LongColumn ORDINAL = FilterApi.longColumn(StoredClient.ORDINAL);

  private final Storage storage;
  private final Path directory;
  private final Manifest manifest;
  private final long from;
  private final long until;
  private final int width;

  private final List<String> ids = new ArrayList<>();
  private final List<@Nullable String> clusters = new ArrayList<>();
  private final Map<String, String> clusterNames = new HashMap<>();
  private final int[] offsets;
  private final int[] trainSizes;

  RangeReader(Storage storage, Path directory, Manifest manifest, long from, long until) {
    this.storage = storage;
    this.directory = directory;
    this.manifest = manifest;
    this.from = from;
    this.until = until;
    this.width = manifest.data().width();
    int clients = Math.toIntExact(until - from);
    this.offsets = new int[clients + 1];
    this.trainSizes = new int[clients];
  }

  PackedBlock read() {
    forEach(
        List.of(
            StoredClient.ORDINAL,
            StoredClient.ID,
            StoredClient.CLUSTER,
            StoredClient.SAMPLES,
            StoredClient.TRAIN_SAMPLES),
        this::measure);
    int samples = offsets[offsets.length - 1];
    float[] labels = new float[samples];
    FeatureForm.Target features = manifest.features().target(samples * width);
    forEach(
        List.of(StoredClient.ORDINAL, StoredClient.LABELS, StoredClient.FEATURES),
        row -> fill(row, labels, features));
    return new PackedBlock(
        from, features.features(width), labels, offsets, trainSizes, ids, clustersIfAny());
  }

  private void measure(Row row) {
    int i = ids.size();
    long end = offsets[i] + row.number(StoredClient.SAMPLES);
    if (end * width > MAX_ARRAY) {
      throw new InvalidInputException(
          String.format(
              "%s: clients %d to %d hold more than %d feature values, expected a block that fits"
                  + " into one array; use more partitions",
              directory, from, until - 1, MAX_ARRAY));
    }
    offsets[i + 1] = (int) end;
    trainSizes[i] = (int) row.number(StoredClient.TRAIN_SAMPLES);
    ids.add(row.text(StoredClient.ID));
    String cluster = (String) row.get(StoredClient.CLUSTER);
    clusters.add(cluster == null ? null : clusterNames.computeIfAbsent(cluster, name -> name));
  }

  private void fill(Row row, float[] labels, FeatureForm.Target features) {
    int i = (int) (row.number(StoredClient.ORDINAL) - from);
    manifest.checkSizes(directory, ids.get(i), offsets[i + 1] - offsets[i], row);
    FeatureForm.copy(row.bytes(StoredClient.LABELS), labels, offsets[i]);
    features.put(row.bytes(StoredClient.FEATURES), offsets[i] * width);
  }

  private @Nullable List<@Nullable String> clustersIfAny() {
    return clusterNames.isEmpty() ? null : clusters;
  }

  /** Visits the rows of the range in their order. */
  private void forEach(List<String> columns, Consumer<Row> visitor) {
    for (PartFile part : manifest.files()) {
      long first = Math.max(from, part.from());
      long end = Math.min(until, part.until());
      if (first < end) {
        forEach(part, first, end, columns, visitor);
      }
    }
  }

  private void forEach(
      PartFile part, long first, long end, List<String> columns, Consumer<Row> visitor) {
    Path file = part.in(storage, directory);
    long[] next = {first};
    TableReader.forEach(
        storage,
        file,
        columns,
        first == part.from() && end == part.until() ? FilterCompat.NOOP : pages(first, end),
        row -> {
          long ordinal = row.number(StoredClient.ORDINAL);
          if (ordinal == next[0] && ordinal < end) {
            visitor.accept(row);
            next[0]++;
          } else if (ordinal >= first && ordinal < end) {
            throw part.otherClients(directory);
          }
        });
    if (next[0] != end) {
      throw part.otherClients(directory);
    }
  }

  /** Passes the pages with clients {@code first..end}. */
  static FilterCompat.Filter pages(long first, long end) {
    return FilterCompat.get(
        FilterApi.and(FilterApi.gtEq(ORDINAL, first), FilterApi.lt(ORDINAL, end)));
  }
}
