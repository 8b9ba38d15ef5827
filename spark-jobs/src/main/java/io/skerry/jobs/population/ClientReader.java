package io.skerry.jobs.population;

import io.skerry.core.data.ClientBlock;
import io.skerry.core.data.ClientData;
import io.skerry.core.data.Examples;
import io.skerry.core.data.Features;
import io.skerry.core.schedule.RoundPlan;
import io.skerry.jobs.storage.Row;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/** A range of clients of which none is held: those that are wanted are read from their pages. */
record ClientReader(OpenParts parts, Manifest manifest, long from, long until)
    implements ClientBlock {
  /** Stored clients are the same in every round. */
  private static final int ANY_ROUND = 1;

  @Override
  public ClientData client(long ordinal) {
    List<ClientData> client = new ArrayList<>();
    forEach(new long[] {ordinal}, ANY_ROUND, client::add);
    return client.get(0);
  }

  @Override
  public void forEach(long[] ordinals, int round, Consumer<ClientData> visitor) {
    for (PartFile part : manifest.files()) {
      long[] wanted = RoundPlan.within(ordinals, part.from(), part.until());
      if (wanted.length > 0) {
        long[] rows = Arrays.stream(wanted).map(ordinal -> ordinal - part.from()).toArray();
        parts.with(
            part,
            table ->
                table.forEach(
                    rows, (number, row) -> visitor.accept(client(part.from() + number, row))));
      }
    }
  }

  private ClientData client(long ordinal, Row row) {
    String id = row.text(StoredClient.ID);
    int samples = row.bytes(StoredClient.LABELS).remaining() / Float.BYTES;
    int trainSamples = manifest.heldOut() ? (int) row.number(StoredClient.TRAIN_SAMPLES) : samples;
    manifest.checkSizes(parts.directory, id, samples, row);
    int width = manifest.data().width();
    float[] labels = new float[samples];
    FeatureForm.copy(row.bytes(StoredClient.LABELS), labels, 0);
    FeatureForm.Target values = manifest.features().target(samples * width);
    values.put(row.bytes(StoredClient.FEATURES), 0);
    Features features = values.features(width);
    return new ClientData(
        ordinal,
        id,
        manifest.clusterColumn() == null ? null : (String) row.get(StoredClient.CLUSTER),
        Examples.range(features, labels, 0, trainSamples),
        Examples.range(features, labels, trainSamples, samples - trainSamples));
  }
}
