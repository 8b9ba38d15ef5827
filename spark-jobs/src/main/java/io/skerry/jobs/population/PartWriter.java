package io.skerry.jobs.population;

import io.skerry.core.InvalidInputException;
import io.skerry.core.data.DataSpec;
import io.skerry.jobs.storage.Storage;
import io.skerry.partitioners.ClientExamples;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.jspecify.annotations.Nullable;

/**
 * Writes the clients of a range of ordinals to one file, client after client. A part that is closed
 * before it is finished leaves nothing behind.
 */
public final class PartWriter implements AutoCloseable {
  /**
   * A reader that wants one client unpacks one page of each column: small pages, and no Zstandard,
   * whose start costs more than such a page.
   */
  private static final int PAGE_CLIENTS = 16;

  private static final int PAGE_BYTES = 16 << 10;
  private static final long ROW_GROUP_BYTES = 64L << 20;

  private final Storage storage;
  private final Path directory;
  private final String file;
  private final DataSpec data;
  private final long from;
  private final ParquetWriter<StoredClient> writer;
  private final SampleTable.Builder table;
  private long next;
  private long samples;
  private int maxSamples;
  private long storedBytes;
  private boolean heldOut;
  private @Nullable FeatureForm form;
  private ClientsDigest digest = ClientsDigest.NONE;
  private boolean finished;

  PartWriter(Storage storage, Path directory, String file, DataSpec data, long from) {
    this.storage = storage;
    this.directory = directory;
    this.file = file;
    this.data = data;
    this.from = from;
    this.next = from;
    this.table = new SampleTable.Builder(from);
    this.writer =
        StoredClient.TABLE.create(
            storage,
            new Path(directory, file),
            settings ->
                settings
                    .withCompressionCodec(CompressionCodecName.SNAPPY)
                    .withDictionaryEncoding(false)
                    .withPageRowCountLimit(PAGE_CLIENTS)
                    .withPageSize(PAGE_BYTES)
                    .withMinRowCountForPageSizeCheck(1)
                    .withMaxRowCountForPageSizeCheck(1)
                    .withRowGroupSize(ROW_GROUP_BYTES)
                    .withStatisticsEnabled(false)
                    .withStatisticsEnabled(StoredClient.ORDINAL, true));
  }

  /**
   * Writes the next client.
   *
   * @throws InvalidInputException where the client is not of the population's kind
   */
  public void add(ClientExamples client) {
    FeatureForm own = check(client);
    StoredClient row = StoredClient.of(next, client);
    try {
      writer.write(row);
    } catch (IOException e) {
      throw new UncheckedIOException(file + ": " + e.getMessage(), e);
    }
    form = own;
    samples += row.samples();
    maxSamples = Math.max(maxSamples, row.samples());
    storedBytes += row.labels().length + row.features().length;
    heldOut |= row.trainSamples() < row.samples();
    digest = digest.plus(row.digest());
    table.add(row.samples());
    next++;
  }

  /** Completes the file. */
  public PartSummary finish() {
    finished = true;
    closeFile();
    PartFile part =
        new PartFile(file, from, next, samples, storage.length(new Path(directory, file)));
    return new PartSummary(part, maxSamples, heldOut, form, digest, table.build());
  }

  /** Gives the part up, unless it is finished. */
  @Override
  public void close() {
    if (!finished) {
      finished = true;
      closeFile();
      storage.delete(new Path(directory, file));
    }
  }

  /** Bytes of labels and features written so far, before compression. */
  long storedBytes() {
    return storedBytes;
  }

  private void closeFile() {
    try {
      writer.close();
    } catch (IOException e) {
      throw new UncheckedIOException(file + ": " + e.getMessage(), e);
    }
  }

  private FeatureForm check(ClientExamples client) {
    int rows = client.labels().length;
    FeatureForm own = FeatureForm.of(client.features());
    if (client.features().width() != data.width()) {
      throw invalid(
          client,
          "has examples of " + client.features().width() + " features",
          data.width() + ", a shape of " + data.shape());
    }
    if (client.features().rows() != rows) {
      throw invalid(
          client, "has " + rows + " labels", "one for each of " + client.features().rows());
    }
    if (client.trainSize() < 0 || client.trainSize() > rows) {
      throw invalid(client, "trains on " + client.trainSize() + " examples", "0 to " + rows);
    }
    if (form != null && form != own) {
      throw invalid(client, "has features as " + own, form + " as all clients before");
    }
    for (float label : client.labels()) {
      if (!data.accepts(label)) {
        throw invalid(client, "has the label " + label, data.labelsInWords());
      }
    }
    return own;
  }

  private static InvalidInputException invalid(ClientExamples client, String is, String expected) {
    return new InvalidInputException("client " + client.id() + " " + is + ", expected " + expected);
  }
}
