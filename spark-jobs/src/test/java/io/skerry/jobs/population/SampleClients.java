package io.skerry.jobs.population;

import io.skerry.core.data.ByteFeatures;
import io.skerry.core.data.ClientBlock;
import io.skerry.core.data.ClientData;
import io.skerry.core.data.DataSpec;
import io.skerry.core.data.Examples;
import io.skerry.core.data.Features;
import io.skerry.core.data.FloatFeatures;
import io.skerry.core.random.RandomKey;
import io.skerry.core.random.RandomStream;
import io.skerry.jobs.storage.Storage;
import io.skerry.partitioners.ClientExamples;
import io.skerry.partitioners.ClientSource;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Small populations for tests: clients of 0 to 9 examples with 3 features, in three clusters. */
final class SampleClients {
  static final DataSpec DATA = new DataSpec(List.of(3), 4);

  private SampleClients() {}

  static List<ClientExamples> bytes(int count) {
    return clients(count, false);
  }

  static List<ClientExamples> floats(int count) {
    return clients(count, true);
  }

  private static List<ClientExamples> clients(int count, boolean floats) {
    RandomStream random = RandomKey.of(7).stream();
    List<ClientExamples> clients = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int size = random.nextInt(10);
      float[] labels = new float[size];
      byte[] values = new byte[3 * size];
      for (int k = 0; k < size; k++) {
        labels[k] = random.nextInt(4);
      }
      for (int k = 0; k < values.length; k++) {
        values[k] = (byte) random.nextInt(256);
      }
      float[] real = new float[values.length];
      for (int k = 0; k < real.length; k++) {
        real[k] = values[k] / 7f;
      }
      Features features = floats ? new FloatFeatures(real, 3) : new ByteFeatures(values, 3);
      String cluster = i % 4 == 3 ? null : "site " + i % 4;
      clients.add(new ClientExamples("client " + i, cluster, features, labels, size - size / 4));
    }
    return clients;
  }

  /** Writes clients in parts that end at the given ordinals. */
  static StoredPopulation store(Path directory, List<ClientExamples> clients, int... ends) {
    PopulationWriter writer =
        PopulationWriter.create(Storage.local(), directory.toString(), DATA, "site");
    List<PartSummary> parts = new ArrayList<>();
    int from = 0;
    for (int end : ends) {
      parts.add(part(writer, clients, from, end));
      from = end;
    }
    return writer.commit(parts, List.of(), Map.of());
  }

  static PartSummary part(
      PopulationWriter writer, List<ClientExamples> clients, int from, int end) {
    try (PartWriter part = writer.part(from)) {
      clients.subList(from, end).forEach(part::add);
      return part.finish();
    }
  }

  /** An object as it arrives on another machine. */
  @SuppressWarnings("unchecked")
  static <T extends Serializable> T travelled(T object) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(object);
      return (T) new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject();
    } catch (IOException | ClassNotFoundException e) {
      throw new AssertionError(e);
    }
  }

  /** The clients as a source. */
  static ClientSource source(List<ClientExamples> clients) {
    return new Listed(clients);
  }

  private record Listed(List<ClientExamples> clients) implements ClientSource {
    @Override
    public DataSpec data() {
      return DATA;
    }

    @Override
    public boolean heldOut() {
      return true;
    }

    @Override
    public String clusterColumn() {
      return "site";
    }

    @Override
    public Stream<ClientExamples> open() {
      return clients.stream();
    }
  }

  /** All that can be read of a block's clients, in comparable form. */
  static List<String> contents(ClientBlock block) {
    return LongStream.range(block.from(), block.until())
        .mapToObj(ordinal -> contents(block.client(ordinal)))
        .toList();
  }

  /** What a block shows of the clients with these ordinals when it visits them together. */
  static List<String> contents(ClientBlock block, long[] ordinals) {
    List<String> contents = new ArrayList<>();
    block.forEach(ordinals, 1, client -> contents.add(contents(client)));
    return contents;
  }

  static List<String> contents(List<ClientExamples> clients) {
    List<String> contents = new ArrayList<>();
    for (ClientExamples c : clients) {
      int size = c.labels().length;
      contents.add(
          contents(
              new ClientData(
                  contents.size(),
                  c.id(),
                  c.cluster(),
                  Examples.range(c.features(), c.labels(), 0, c.trainSize()),
                  Examples.range(c.features(), c.labels(), c.trainSize(), size - c.trainSize()))));
    }
    return contents;
  }

  private static String contents(ClientData client) {
    return client.ordinal()
        + "|"
        + client.id()
        + "|"
        + client.cluster()
        + "|"
        + contents(client.train())
        + "|"
        + contents(client.test());
  }

  private static List<String> contents(Examples examples) {
    List<String> rows = new ArrayList<>();
    for (int i = 0; i < examples.size(); i++) {
      float[] row = new float[examples.width()];
      examples.gather(i, row, 0);
      rows.add(examples.label(i) + Arrays.toString(row));
    }
    return rows;
  }
}
