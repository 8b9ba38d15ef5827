package io.skerry.partitioners.generated;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.skerry.core.InvalidInputException;
import io.skerry.core.data.ClientBlock;
import io.skerry.core.data.ClientData;
import io.skerry.core.data.Examples;
import io.skerry.partitioners.generated.FedProxSynthetic.Parameters;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Expected values were computed with NumPy 2.4 and Python 3 from the published order of draws, both
 * seeds set to 0.
 */
final class FedProxSyntheticTest {

  @ParameterizedTest
  @CsvSource({
    "false, 1, eb7e03164b36d97a9261a4f3a6d4e8af2c0400ee47908de9b4c3e3529f99b537,"
        + " f86ed03d9df87d9133077bc38a0187f9731ed826e74374f9bf6d1d47e9cba615",
    "false, 0.5, ef6aa8278658412e01baf7836014426cba01b479c98ce82ed399c10b8138f2cc,"
        + " 85c7b169f71e7fe2808658de5ed4d0467e26b7508343c3eeffe7dcaa49c980af",
    "false, 0, 2adce57de41fd6fe1f1b5488a30b5e51a1b75c94c800799780736fb1023d3f02,"
        + " c18200104391847ff5130ee10792395abc6d78545c22467e8b1924608308e8f6",
    "true, 0, b677adbfbab8a94287104f8036dfed97c2d9bff7c96a2b46d8e55ecbe64d6e7b,"
        + " 5789c80294dd856120322e3173255bbee19a371af1211f4e05effafb7400b706"
  })
  void open_allUsers_equalTheReferenceInAllFloatsAndLabels(
      boolean iid, double deviation, String features, String labels) throws Exception {
    MessageDigest allFeatures = MessageDigest.getInstance("SHA-256");
    MessageDigest allLabels = MessageDigest.getInstance("SHA-256");
    ClientBlock block = population(iid, deviation).open(0, 30);
    for (int user = 0; user < 30; user++) {
      ClientData client = block.client(user);
      for (Examples part : new Examples[] {client.train(), client.test()}) {
        float[] row = new float[60];
        ByteBuffer bytes = ByteBuffer.allocate(240).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < part.size(); i++) {
          part.gather(i, row, 0);
          bytes.asFloatBuffer().put(row);
          allFeatures.update(bytes.array());
          allLabels.update((byte) part.label(i));
        }
      }
    }

    assertEquals(features, HexFormat.of().formatHex(allFeatures.digest()));
    assertEquals(labels, HexFormat.of().formatHex(allLabels.digest()));
  }

  @Test
  void spec_seedZero_hasThePublishedSizes() {
    FedProxSynthetic population = population(false, 1);
    ClientBlock block = population.open(0, 30);
    int[] sizes = sizes(block, 0, 8);

    assertArrayEquals(new int[] {1909, 171, 436, 4876, 2337, 57, 415, 90}, sizes);
    assertEquals(22_349, population.spec().samples());
    assertEquals(5162, population.spec().maxSamples());
    int train = Stream.iterate(0, u -> u < 30, u -> u + 1).mapToInt(u -> trainSize(block, u)).sum();
    assertEquals(20_101, train);
    assertEquals("f_00007", block.client(7).id());
  }

  @Test
  void open_partOfTheUsers_givesTheSameUsers() {
    FedProxSynthetic population = population(false, 0.5);
    float[] whole = new float[60];
    float[] part = new float[60];
    population.open(0, 30).client(17).test().gather(3, whole, 0);
    population.open(16, 18).client(17).test().gather(3, part, 0);

    assertArrayEquals(whole, part);
  }

  @Test
  void parameters_outOfRange_nameTheKey() {
    assertEquals(
        "data.alpha: expected a number of at least 0, not -1.0",
        assertThrows(InvalidInputException.class, () -> new Parameters(false, -1.0, 1.0, 30, 0, 0))
            .getMessage());
    assertEquals(
        "data.shuffle-seed: expected at least 0, not -1",
        assertThrows(InvalidInputException.class, () -> new Parameters(false, 1.0, 1.0, 30, 0, -1))
            .getMessage());
  }

  private static FedProxSynthetic population(boolean iid, double deviation) {
    return new FedProxSynthetic(new Parameters(iid, deviation, deviation, 30, 0, 0));
  }

  private static int trainSize(ClientBlock block, int user) {
    return block.client(user).train().size();
  }

  private static int[] sizes(ClientBlock block, int from, int until) {
    int[] sizes = new int[until - from];
    Arrays.setAll(sizes, i -> trainSize(block, from + i) + block.client(from + i).test().size());
    return sizes;
  }
}
