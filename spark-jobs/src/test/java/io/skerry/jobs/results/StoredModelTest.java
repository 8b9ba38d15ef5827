package io.skerry.jobs.results;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skerry.core.InvalidInputException;
import io.skerry.core.model.ParameterLayout;
import io.skerry.jobs.storage.Storage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StoredModelTest {
  private static final ParameterLayout LAYOUT =
      ParameterLayout.empty().with("dense-1/weights", 2, 3).with("dense-1/bias", 2);
  private static final float[] PARAMETERS = {1, 2, 3, 4, 5, 6, -0f, Float.MIN_VALUE};

  @TempDir Path temp;
  private RunDirectory run;
  private Path file;

  @BeforeEach
  void write() {
    run = RunDirectory.create(Storage.local(), temp.toString());
    StoredModel.write(run, LAYOUT, PARAMETERS);
    file = temp.resolve("model/parameters.bin");
  }

  @Test
  void read_afterWrite_returnsTheSame() {
    StoredModel model = StoredModel.read(run);
    assertEquals(LAYOUT, model.layout());
    assertArrayEquals(PARAMETERS, model.parameters());
  }

  @Test
  void write_parameters_areLittleEndianFloats() throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    assertEquals(32, bytes.length);
    assertArrayEquals(new byte[] {0, 0, (byte) 0x80, 0x3f}, Arrays.copyOf(bytes, 4));
  }

  @Test
  void read_parametersCutOff_isRefused() throws IOException {
    Files.write(file, Arrays.copyOf(Files.readAllBytes(file), 28));
    refused("parameters.bin has 28 bytes, expected 4 for each of 8 parameters");
  }

  @Test
  void read_otherParameters_isRefused() throws IOException {
    Files.write(file, new byte[32]);
    refused("parameters.bin has the SHA-256 ");
  }

  @Test
  void read_withoutAModel_isRefused() throws IOException {
    Files.delete(temp.resolve("model/layout.json"));
    refused("layout.json does not exist, expected the layout of a run's model");
  }

  private void refused(String sentence) {
    InvalidInputException e =
        assertThrows(InvalidInputException.class, () -> StoredModel.read(run));
    assertTrue(e.getMessage().contains(sentence), e.getMessage());
  }
}
