package io.skerry.jobs.population;

import io.skerry.core.data.FloatFeatures;
import io.skerry.jobs.storage.Column;
import io.skerry.jobs.storage.Table;
import io.skerry.partitioners.ClientExamples;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A row of a part file. Labels are little-endian float32, features in their {@link FeatureForm},
 * the training examples first.
 */
record StoredClient(
    long ordinal,
    String id,
    @Nullable String cluster,
    int samples,
    int trainSamples,
    byte[] labels,
    byte[] features) {
  static final String ORDINAL = "ordinal";
  static final String ID = "client_id";
  static final String CLUSTER = "cluster";
  static final String SAMPLES = "num_samples";
  static final String TRAIN_SAMPLES = "train_samples";
  static final String LABELS = "labels";
  static final String FEATURES = "features";

  static final Table<StoredClient> TABLE =
      new Table<>(
          "client",
          List.of(
              Column.int64(ORDINAL, StoredClient::ordinal).required(),
              Column.text(ID, StoredClient::id).required(),
              Column.text(CLUSTER, StoredClient::cluster),
              Column.int32(SAMPLES, StoredClient::samples).required(),
              Column.int32(TRAIN_SAMPLES, StoredClient::trainSamples).required(),
              Column.bytes(LABELS, StoredClient::labels).required(),
              Column.bytes(FEATURES, StoredClient::features).required()));

  static StoredClient of(long ordinal, ClientExamples client) {
    int samples = client.labels().length;
    return new StoredClient(
        ordinal,
        client.id(),
        client.cluster(),
        samples,
        client.trainSize(),
        new FloatFeatures(client.labels(), 1).rowBytes(0, samples),
        client.features().rowBytes(0, samples));
  }

  ClientsDigest digest() {
    return ClientsDigest.of(
        ordinal, id, cluster, trainSamples, ByteBuffer.wrap(labels), ByteBuffer.wrap(features));
  }
}
