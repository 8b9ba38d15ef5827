package io.skerry.jobs.population;

import static io.skerry.jobs.population.SampleClients.bytes;
import static io.skerry.jobs.population.SampleClients.contents;
import static io.skerry.jobs.population.SampleClients.store;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skerry.core.InvalidInputException;
import io.skerry.jobs.storage.Storage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.io.LocalInputFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

final class DamagedPopulationTest {
  @TempDir Path temp;
  private Path part;
  private Path json;

  @BeforeEach
  void write() {
    store(temp, bytes(40), 20, 40);
    part = temp.resolve("clients/part-00001.parquet");
    json = temp.resolve("population.json");
  }

  @Test
  void open_withoutPopulationJson_isRefused() throws IOException {
    Files.delete(json);
    refused("population.json does not exist, expected the population.json");
  }

  @Test
  void open_jsonOfAnotherFormat_isRefused() throws IOException {
    edit("\"format_version\" : 1", "\"format_version\" : 2, \"new_key\" : 0");
    refused("has the format version 2, expected 1");
  }

  @Test
  void open_jsonCutOff_isRefused() throws IOException {
    Files.writeString(json, Files.readString(json).substring(0, 100));
    refused("population.json: expected the population.json of a stored population, but");
  }

  @Test
  void open_partMissing_isRefused() throws IOException {
    Files.delete(part);
    refused("part-00001.parquet does not exist");
  }

  @Test
  void open_partCutOff_isRefused() throws IOException {
    byte[] whole = Files.readAllBytes(part);
    Files.write(part, Arrays.copyOf(whole, whole.length / 2));
    refused("has " + whole.length / 2 + " bytes, expected " + whole.length);
  }

  @Test
  void open_partThatIsNotParquet_isRefused() throws IOException {
    Files.write(part, new byte[(int) Files.size(part)]);
    refused("part-00001.parquet cannot be read, expected a whole Parquet file");
  }

  @Test
  void open_pageWithAFlippedBit_isRefused() throws IOException {
    byte[] whole = Files.readAllBytes(part);
    whole[featuresStart() + 60] ^= 1;
    Files.write(part, whole);
    refused("part-00001.parquet cannot be read, expected a whole Parquet file");
  }

  /** Where the column of features starts in the file. */
  private int featuresStart() throws IOException {
    try (ParquetFileReader reader = ParquetFileReader.open(new LocalInputFile(part))) {
      return (int) reader.getRowGroups().get(0).getColumns().get(6).getStartingPos();
    }
  }

  @Test
  void open_partOfOtherClients_isRefused() throws IOException {
    edit("\"from\" : 20,", "\"from\" : 19,");
    refused("holds other clients than population.json says");
  }

  @Test
  void open_aRangeElsewhere_doesNotTouchTheDamage() throws IOException {
    Files.delete(part);
    assertEquals(20, StoredPopulation.open(Storage.local(), temp.toString()).open(0, 20).until());
  }

  @Test
  void verify_otherDigest_isRefused() throws IOException {
    StoredPopulation before = StoredPopulation.open(Storage.local(), temp.toString());
    before.verify();
    String digest = before.spec().digest();
    edit(digest, "0".repeat(32));
    StoredPopulation after = StoredPopulation.open(Storage.local(), temp.toString());
    InvalidInputException e = assertThrows(InvalidInputException.class, after::verify);
    assertTrue(e.getMessage().contains(digest), e.getMessage());
  }

  /** Whether a range is read into memory or its clients one by one. */
  private void refused(String sentence) {
    refused(sentence, () -> StoredPopulation.open(Storage.local(), temp.toString()).open(10, 40));
    refused(
        sentence,
        () ->
            contents(
                StoredPopulation.open(Storage.local(), temp.toString())
                    .readByClient()
                    .open(10, 40)));
  }

  private void refused(String sentence, Executable reading) {
    InvalidInputException e = assertThrows(InvalidInputException.class, reading);
    assertTrue(e.getMessage().contains(sentence), e.getMessage());
    assertTrue(e.getMessage().contains(temp.toString()), e.getMessage());
  }

  private void edit(String from, String to) throws IOException {
    String text = Files.readString(json);
    assertTrue(text.contains(from), text);
    Files.writeString(json, text.replace(from, to));
  }
}
