package io.skerry.jobs.population;

import static io.skerry.jobs.population.SampleClients.DATA;
import static io.skerry.jobs.population.SampleClients.bytes;
import static io.skerry.jobs.population.SampleClients.contents;
import static io.skerry.jobs.population.SampleClients.floats;
import static io.skerry.jobs.population.SampleClients.part;
import static io.skerry.jobs.population.SampleClients.source;
import static io.skerry.jobs.population.SampleClients.travelled;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skerry.core.InvalidInputException;
import io.skerry.core.data.ByteFeatures;
import io.skerry.jobs.storage.Storage;
import io.skerry.partitioners.ClientExamples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PopulationWriterTest {
  @TempDir Path temp;
  private PopulationWriter writer;

  @BeforeEach
  void create() {
    writer = PopulationWriter.create(Storage.local(), temp.toString(), DATA, null);
  }

  @Test
  void commit_partsInAnyOrder_ordersThem() throws IOException {
    List<ClientExamples> clients = bytes(10);
    PartSummary last = part(writer, clients, 6, 10);
    PartSummary first = part(writer, clients, 0, 6);
    PartSummary none = part(writer, clients, 10, 10);
    StoredPopulation stored = writer.commit(List.of(last, none, first), List.of(), Map.of());
    assertEquals(contents(clients), contents(stored.open(0, 10)));
    assertEquals(
        List.of("clients/part-00000.parquet", "clients/part-00001.parquet", "population.json"),
        files());
  }

  @Test
  void part_onAnotherMachine_isCommittedByItsSummary() {
    List<ClientExamples> clients = bytes(10);
    PartSummary summary = travelled(part(travelled(writer), clients, 0, 10));
    StoredPopulation stored = writer.commit(List.of(summary), List.of(), Map.of());
    assertEquals(contents(clients), contents(stored.open(0, 10)));
  }

  @Test
  void commit_aPartThatWasWrittenTwice_keepsOne() throws IOException {
    List<ClientExamples> clients = bytes(10);
    part(writer, clients, 0, 10);
    PartSummary retried = part(writer, clients, 0, 10);
    StoredPopulation stored = writer.commit(List.of(retried), List.of(), Map.of());
    assertEquals(10, stored.spec().clients());
    assertEquals(List.of("clients/part-00000.parquet", "population.json"), files());
  }

  @Test
  void commit_withAGap_isRefused() {
    List<ClientExamples> clients = bytes(10);
    List<PartSummary> parts = List.of(part(writer, clients, 0, 4), part(writer, clients, 5, 10));
    assertThrows(IllegalArgumentException.class, () -> writer.commit(parts, List.of(), Map.of()));
  }

  @Test
  void commit_withoutClients_isRefused() {
    InvalidInputException e =
        assertThrows(
            InvalidInputException.class, () -> writer.commit(List.of(), List.of(), Map.of()));
    assertTrue(e.getMessage().contains("no client"), e.getMessage());
  }

  @Test
  void commit_ofTwoFeatureForms_isRefused() {
    List<PartSummary> parts =
        List.of(part(writer, bytes(10), 0, 4), part(writer, floats(10), 4, 10));
    assertThrows(InvalidInputException.class, () -> writer.commit(parts, List.of(), Map.of()));
  }

  @Test
  void close_ofAnUnfinishedPart_leavesNothing() throws IOException {
    try (PartWriter part = writer.part(0)) {
      part.add(bytes(1).get(0));
    }
    assertEquals(List.of(), files());
  }

  @Test
  void create_inAFolderThatWasNeverCommitted_startsAfresh() throws IOException {
    part(writer, bytes(3), 0, 3);
    PopulationWriter.create(Storage.local(), temp.toString(), DATA, null);
    assertEquals(List.of(), files());
  }

  @Test
  void create_whereAPopulationIs_isRefused() {
    writer.commit(writer.write(source(bytes(3))), List.of(), Map.of());
    InvalidInputException e = assertThrows(InvalidInputException.class, this::create);
    assertTrue(e.getMessage().contains("population.json"), e.getMessage());
  }

  @Test
  void add_clientThatDoesNotFit_isRefusedByName() {
    refused("4 features, expected 3", new ByteFeatures(new byte[4], 4), 1, 0);
    refused("label 4.0, expected a class from 0 to 3", new ByteFeatures(new byte[3], 3), 1, 4);
    refused("label 0.5", new ByteFeatures(new byte[3], 3), 1, 0.5f);
    refused("label NaN", new ByteFeatures(new byte[3], 3), 1, Float.NaN);
    refused("trains on 2 examples", new ByteFeatures(new byte[3], 3), 2, 0);
    refused("1 labels, expected one for each of 2", new ByteFeatures(new byte[6], 3), 1, 0);
  }

  private void refused(String expected, ByteFeatures features, int trainSize, float label) {
    ClientExamples client =
        new ClientExamples("Ada", null, features, new float[] {label}, trainSize);
    try (PartWriter part = writer.part(0)) {
      InvalidInputException e = assertThrows(InvalidInputException.class, () -> part.add(client));
      assertTrue(e.getMessage().startsWith("client Ada "), e.getMessage());
      assertTrue(e.getMessage().contains(expected), e.getMessage());
    }
  }

  private List<String> files() throws IOException {
    try (Stream<Path> all = Files.walk(temp)) {
      return all.filter(Files::isRegularFile)
          .map(file -> temp.relativize(file).toString())
          .sorted()
          .toList();
    }
  }
}
