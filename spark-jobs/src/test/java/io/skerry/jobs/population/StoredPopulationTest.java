package io.skerry.jobs.population;

import static io.skerry.jobs.population.SampleClients.DATA;
import static io.skerry.jobs.population.SampleClients.bytes;
import static io.skerry.jobs.population.SampleClients.contents;
import static io.skerry.jobs.population.SampleClients.floats;
import static io.skerry.jobs.population.SampleClients.source;
import static io.skerry.jobs.population.SampleClients.store;
import static io.skerry.jobs.population.SampleClients.travelled;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skerry.core.data.ByteFeatures;
import io.skerry.core.data.ClientBlock;
import io.skerry.core.data.DataSpec;
import io.skerry.core.data.Features;
import io.skerry.core.data.FloatFeatures;
import io.skerry.core.data.IntFeatures;
import io.skerry.core.data.Packing;
import io.skerry.core.data.Population;
import io.skerry.core.data.PopulationSpec;
import io.skerry.core.random.RandomKey;
import io.skerry.core.random.RandomStream;
import io.skerry.jobs.storage.Storage;
import io.skerry.jobs.storage.TableReader;
import io.skerry.partitioners.AssembledClients;
import io.skerry.partitioners.ClientExamples;
import io.skerry.partitioners.ExampleTable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class StoredPopulationTest {
  @TempDir Path temp;

  @ParameterizedTest(name = "floats {0}")
  @ValueSource(booleans = {false, true})
  void open_all_returnsWhatWasWritten(boolean real) {
    List<ClientExamples> clients = real ? floats(40) : bytes(40);
    StoredPopulation population = store(temp, clients, 15, 16, 40);
    assertEquals(contents(clients), contents(population.open(0, 40)));
  }

  @Test
  void open_tokenIds_returnsThemAndTheirVocabulary() {
    DataSpec tokens = new DataSpec(List.of(2), 4, 300);
    byte[] ids = {1, 2, 3, (byte) 200};
    for (Features features :
        List.of(ByteFeatures.numbers(ids, 2), new IntFeatures(new int[] {1, 2, 3, 200}, 2))) {
      PopulationWriter writer =
          PopulationWriter.create(
              Storage.local(),
              temp.resolve(features.getClass().getName()).toString(),
              tokens,
              null);
      PartSummary part;
      try (PartWriter file = writer.part(0)) {
        file.add(new ClientExamples("a", null, features, new float[] {0, 3}, 2));
        part = file.finish();
      }
      StoredPopulation population = writer.commit(List.of(part), List.of(), Map.of());
      assertEquals(tokens, population.spec().data());
      float[] row = new float[2];
      population.open(0, 1).client(0).train().gather(1, row, 0);
      assertArrayEquals(new float[] {3, 200}, row);
    }
  }

  @Test
  void spec_ofStoredClients_countsThem() {
    List<ClientExamples> clients = bytes(40);
    PopulationSpec spec = store(temp, clients, 40).spec();
    assertEquals(40, spec.clients());
    assertEquals(clients.stream().mapToInt(c -> c.labels().length).sum(), spec.samples());
    assertEquals(9, spec.maxSamples());
    assertEquals(DATA, spec.data());
    assertTrue(spec.heldOut());
    assertEquals("site", spec.clusterColumn());
  }

  @Test
  void digest_ofAnyPartFiles_isTheSame() {
    String one = store(temp.resolve("a"), bytes(40), 40).spec().digest();
    String four = store(temp.resolve("b"), bytes(40), 1, 7, 39, 40).spec().digest();
    String others = store(temp.resolve("c"), floats(40), 40).spec().digest();
    assertEquals(one, four);
    assertEquals(32, one.length());
    assertNotEquals(one, others);
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void open_aRange_equalsThatRangeOfTheWhole(long seed) {
    List<String> whole = contents(store(temp, bytes(100), 33, 34, 100).open(0, 100));
    StoredPopulation population = StoredPopulation.open(Storage.local(), temp.toString());
    RandomStream random = RandomKey.of(seed).stream();
    int from = random.nextInt(101);
    int until = from + random.nextInt(101 - from);
    assertEquals(whole.subList(from, until), contents(population.open(from, until)));
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void forEach_readByClient_visitsTheSameClients(long seed) {
    StoredPopulation population = store(temp, floats(400), 33, 34, 400);
    ClientBlock held = population.open(0, 400);
    ClientBlock block = travelled(population.readByClient().open(0, 400));
    RandomStream random = RandomKey.of(seed).stream();
    for (int size : new int[] {0, 1, 20, 300, 400}) {
      long[] wanted =
          LongStream.range(0, 400).filter(ordinal -> random.nextInt(400) < size).toArray();
      assertEquals(contents(held, wanted), contents(block, wanted));
    }
    assertEquals(contents(held), contents(block));
  }

  @Test
  void readByClient_fromManyThreads_readsTheSame() {
    StoredPopulation population = store(temp, floats(400), 200, 400);
    List<String> held = contents(population.open(0, 400));
    ClientBlock block = population.readByClient().open(0, 400);
    assertTrue(IntStream.range(0, 8).parallel().allMatch(any -> contents(block).equals(held)));
  }

  @Test
  void pages_ofARange_areAllThatIsVisited() {
    store(temp, bytes(1000), 1000);
    List<Long> visited = new ArrayList<>();
    TableReader.forEach(
        Storage.local(),
        new org.apache.hadoop.fs.Path(temp.toString(), "clients/part-00000.parquet"),
        List.of("ordinal", "features"),
        RangeReader.pages(500, 501),
        row -> visited.add(row.number("ordinal")));
    assertEquals(16, visited.size());
    assertTrue(visited.contains(500L));
  }

  @Test
  void open_onAnotherMachine_readsTheSame() {
    StoredPopulation population = store(temp, bytes(20), 20);
    assertEquals(contents(population.open(3, 9)), contents(travelled(population).open(3, 9)));
  }

  @Test
  void bounds_ofUnevenClients_balanceSamples() {
    List<ClientExamples> clients = bytes(400);
    StoredPopulation population = store(temp, clients, 100, 400);
    long[] bounds = Packing.of(population, 4).bounds();
    assertEquals(0, bounds[0]);
    assertEquals(400, bounds[4]);
    long quarter = population.spec().samples() / 4;
    for (int i = 0; i < 4; i++) {
      long samples =
          clients.subList((int) bounds[i], (int) bounds[i + 1]).stream()
              .mapToInt(c -> c.labels().length)
              .sum();
      // No boundary is further off than half of the largest client on either side.
      assertEquals(quarter, samples, 9);
    }
  }

  @Test
  void centralTest_ofLooseExamples_standsInChunks() {
    float[] values = new float[3 * 250];
    for (int i = 0; i < values.length; i++) {
      values[i] = i;
    }
    ExampleTable loose =
        new ExampleTable(DATA, new FloatFeatures(values, 3), new float[250], Map.of());
    PopulationWriter writer = PopulationWriter.create(Storage.local(), temp.toString(), DATA, null);
    StoredPopulation stored =
        writer.commit(
            writer.write(source(bytes(5))),
            writer.write(AssembledClients.chunks(loose, 100)),
            Map.of("seed", 7));
    Population central = stored.centralTest().orElseThrow();
    assertSame(central, stored.centralTest().orElseThrow());
    assertEquals(3, central.spec().clients());
    assertEquals(250, central.spec().samples());
    assertFalse(central.spec().heldOut());
    float[] row = new float[3];
    central.open(2, 3).client(2).train().gather(49, row, 0);
    assertArrayEquals(new float[] {747, 748, 749}, row);
    assertEquals(Map.of("seed", 7), stored.source());
    stored.verify();
  }
}
