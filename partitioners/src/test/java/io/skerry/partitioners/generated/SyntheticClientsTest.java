package io.skerry.partitioners.generated;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.skerry.core.InvalidInputException;
import io.skerry.core.data.ClientBlock;
import io.skerry.core.data.ClientData;
import io.skerry.core.data.Examples;
import io.skerry.partitioners.generated.SyntheticClients.Parameters;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class SyntheticClientsTest {

  @Test
  void open_anyRangeOfAnyPopulation_givesTheSameClient() {
    long ordinal = 99_999_999;
    ClientBlock whole =
        new SyntheticClients(new Parameters(1, 1, 100_000_000, 7)).open(0, 100_000_000);
    ClientBlock part =
        new SyntheticClients(new Parameters(1, 1, 200_000_000, 7)).open(ordinal, ordinal + 1);

    assertArrayEquals(values(whole.client(ordinal)), values(part.client(ordinal)));
    assertEquals("99999999", part.client(ordinal).id());
    assertEquals(0, part.client(ordinal).test().size());
    assertThrows(IndexOutOfBoundsException.class, () -> part.client(ordinal - 1));
  }

  @Test
  void client_manyClients_haveLeafsSizes() {
    ClientBlock block = new SyntheticClients(new Parameters(1, 1, 4000, 3)).open(0, 4000);
    int[] sizes = new int[4000];
    for (int i = 0; i < sizes.length; i++) {
      sizes[i] = block.client(i).train().size();
    }
    Arrays.sort(sizes);

    assertEquals(5, sizes[0]);
    assertEquals(1000, sizes[3999]);
    // Median e^3 + 5; 4000 P(LogNormal(3, 2) >= 995) = 102.
    assertEquals(Math.exp(3) + 5, sizes[2000], 2.5);
    assertEquals(102, (int) Arrays.stream(sizes).filter(n -> n == 1000).count(), 30);
  }

  @Test
  void client_features_spreadAsSigmaAroundTheClientsMean() {
    ClientBlock block = new SyntheticClients(new Parameters(1, 1, 4000, 3)).open(0, 4000);
    double[] squares = new double[60];
    int degrees = 0;
    for (int i = 0; i < 300; i++) {
      Examples train = block.client(i).train();
      float[][] rows = rows(train);
      for (int j = 0; j < 60; j++) {
        double mean = 0;
        for (float[] row : rows) {
          mean += row[j] / rows.length;
        }
        for (float[] row : rows) {
          squares[j] += (row[j] - mean) * (row[j] - mean);
        }
      }
      degrees += rows.length - 1;
    }
    for (int j = 0; j < 60; j++) {
      double variance = Math.pow(j + 1, -1.2);
      assertEquals(variance, squares[j] / degrees, 5 * variance * Math.sqrt(2.0 / degrees));
    }
  }

  @Test
  void client_betaZeroAgainstTen_movesTheClientsMeans() {
    assertEquals(1, varianceOfMeans(0) * 60, 0.3);
    assertEquals(100 + 1.0 / 60, varianceOfMeans(10), 25);
  }

  @Test
  void digest_anyOtherParameter_differs() {
    String digest = new SyntheticClients(new Parameters(1, 1, 10, 0)).spec().digest();

    assertEquals(digest, new SyntheticClients(new Parameters(1, 1, 10, 0)).spec().digest());
    assertNotEquals(digest, new SyntheticClients(new Parameters(1, 1, 10, 1)).spec().digest());
    assertNotEquals(digest, new SyntheticClients(new Parameters(0.5, 1, 10, 0)).spec().digest());
  }

  @Test
  void parameters_outOfRange_nameTheKey() {
    assertEquals(
        "data.alpha: expected a number of at least 0, not -1.0",
        assertThrows(InvalidInputException.class, () -> new Parameters(-1, 0, 1, 0)).getMessage());
    assertEquals(
        "data.beta: expected a number of at least 0, not NaN",
        assertThrows(InvalidInputException.class, () -> new Parameters(0, Double.NaN, 1, 0))
            .getMessage());
    assertEquals(
        "data.clients: expected at least 1, not 0",
        assertThrows(InvalidInputException.class, () -> new Parameters(0, 0, 0, 0)).getMessage());
  }

  /** Variance over clients of the mean of all their features. */
  private static double varianceOfMeans(double beta) {
    ClientBlock block = new SyntheticClients(new Parameters(0, beta, 4000, 3)).open(0, 4000);
    int clients = 500;
    double squares = 0;
    for (int i = 0; i < clients; i++) {
      double mean = 0;
      float[] values = values(block.client(i));
      for (float value : values) {
        mean += value / (double) values.length;
      }
      squares += mean * mean / clients;
    }
    return squares;
  }

  private static float[] values(ClientData client) {
    Examples train = client.train();
    float[] values = new float[train.size() * train.width()];
    for (int i = 0; i < train.size(); i++) {
      train.gather(i, values, i * train.width());
    }
    return values;
  }

  private static float[][] rows(Examples examples) {
    float[][] rows = new float[examples.size()][examples.width()];
    for (int i = 0; i < rows.length; i++) {
      examples.gather(i, rows[i], 0);
    }
    return rows;
  }
}
