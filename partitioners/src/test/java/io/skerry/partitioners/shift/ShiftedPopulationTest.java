package io.skerry.partitioners.shift;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.skerry.core.InvalidInputException;
import io.skerry.core.data.ClientBlock;
import io.skerry.core.data.ClientData;
import io.skerry.core.data.DataSpec;
import io.skerry.core.data.Examples;
import io.skerry.core.data.FloatFeatures;
import io.skerry.core.data.PackedBlock;
import io.skerry.core.data.Population;
import io.skerry.core.data.PopulationSpec;
import io.skerry.core.random.RandomKey;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class ShiftedPopulationTest {
  private static final RandomKey KEY = RandomKey.of(7);
  private static final Drift DRIFT = new Drift(10, 20);

  static Stream<Shift> shifts() {
    return Stream.of(
        new AffineShift(0.5, 0.5, KEY),
        new FeatureNoise(2, KEY),
        new LabelPermutation(3, KEY),
        new Rotation(List.of(90.0, 30.0)),
        new VisibleColumns(new VisibleColumns.Counts(List.of(1, 1, 1, 1, 0, 0)), KEY));
  }

  @ParameterizedTest
  @MethodSource("shifts")
  void client_anyRangeAndCopy_isTheSame(Shift shift) throws Exception {
    Population population = new ShiftedPopulation(new Squares(), List.of(shift), DRIFT);
    Population copy = copy(population);

    assertEquals(population.spec().digest(), copy.spec().digest());
    for (int client = 0; client < 6; client++) {
      ClientBlock alone = copy.open(client, client + 1);
      for (int round : new int[] {1, 14, 25}) {
        ClientData expected = population.open(0, 6).client(client, round);
        assertArrayEquals(values(expected.train()), values(alone.client(client, round).train()));
        assertArrayEquals(values(expected.test()), values(alone.client(client, round).test()));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("shifts")
  void client_shifted_hasAsManyExamplesAndOtherTestExamples(Shift shift) {
    Population whole = new Squares();
    ClientBlock shifted = new ShiftedPopulation(whole, List.of(shift), null).open(0, 6);

    ClientData before = whole.open(0, 6).client(1);
    assertEquals(before.train().size(), shifted.client(1).train().size());
    assertNotEquals(
        Arrays.toString(values(before.train())),
        Arrays.toString(values(shifted.client(1).train())));
    assertNotEquals(
        Arrays.toString(values(before.test())), Arrays.toString(values(shifted.client(1).test())));
  }

  @ParameterizedTest
  @MethodSource("shifts")
  void drift_growsFromNothingToTheWholeShift(Shift shift) {
    Population whole = new Squares();
    ClientBlock drifting = new ShiftedPopulation(whole, List.of(shift), DRIFT).open(0, 6);
    ClientBlock shifted = new ShiftedPopulation(whole, List.of(shift), null).open(0, 6);
    for (int client = 0; client < 6; client++) {
      if (!(shift instanceof VisibleColumns)) {
        assertArrayEquals(
            values(whole.open(0, 6).client(client).train()),
            values(drifting.client(client, 10).train()));
      }
      assertArrayEquals(
          values(shifted.client(client, 1).train()), values(drifting.client(client, 20).train()));
      assertArrayEquals(
          values(shifted.client(client).train()), values(drifting.client(client, 99).train()));
    }
  }

  @Test
  void rotation_quarterTurn_movesPixelsCounterClockwise() {
    // Client 0's training image is 0 1 / 2 3 and client 1's 10 11 / 12 13.
    ClientBlock turned = shifted(new Rotation(List.of(90.0, 0.0)));

    assertArrayEquals(new float[] {1, 3, 0, 2}, features(turned.client(0)));
    assertArrayEquals(new float[] {10, 11, 12, 13}, features(turned.client(1)));
  }

  @Test
  void affine_scaleZeroAndStrengthHalf_addsHalfTheOffset() {
    ClientBlock offset =
        new ShiftedPopulation(new Squares(), List.of(new AffineShift(0, 4, KEY)), DRIFT).open(0, 6);
    float[] before = features(offset.client(2, 1));
    float[] half = features(offset.client(2, 15));
    float[] all = features(offset.client(2, 20));
    for (int j = 0; j < 4; j++) {
      assertEquals((all[j] - before[j]) / 2, half[j] - before[j], 1e-5);
    }
  }

  @Test
  void noise_ofAThousandValues_hasTheDeviationOfItsClient() {
    FeatureNoise noise = new FeatureNoise(2, KEY);
    ShiftedRows rows =
        new ShiftedRows(
            Examples.range(new FloatFeatures(new float[4000], 4), new float[1000], 0, 1000),
            new Squares().spec().data());
    noise.apply(rows, new Shift.Whose(4, 10, false, 1));
    double squares = 0;
    for (float value : rows.features) {
      squares += value * value;
    }

    // Of 4,000 draws the deviation is off by 1 / sqrt(8000) of itself, times 5.
    assertEquals(1.0, Math.sqrt(squares / 4000), 0.056);
  }

  @Test
  void labels_groups_shareOneCycleWithoutFixedClass() {
    ClientBlock block = shifted(new LabelPermutation(3, KEY));
    ClientBlock whole = new Squares().open(0, 6);

    for (int client = 0; client < 6; client++) {
      float before = whole.client(client).train().label(0);
      float after = block.client(client).train().label(0);
      assertEquals(client % 3 == 0, before == after);
    }
    // Clients 1 and 4 are of one group and of the same class.
    assertEquals(block.client(1).train().label(0), block.client(4).train().label(0));
  }

  @Test
  void labels_drift_changesEachClientOnceAndForAll() {
    ClientBlock block =
        new ShiftedPopulation(new Squares(), List.of(new LabelPermutation(3, KEY)), DRIFT)
            .open(0, 6);
    for (int client = 0; client < 6; client++) {
      int of = client;
      long labels =
          IntStream.rangeClosed(1, 30)
              .mapToObj(round -> block.client(of, round).train().label(0))
              .distinct()
              .count();
      assertEquals(client % 3 == 0 ? 1 : 2, labels);
    }
  }

  @Test
  void columns_evenAndListed_areDividedAmongClients() {
    assertArrayEquals(
        new float[] {0, 1, 0, 0},
        features(shifted(new VisibleColumns(new VisibleColumns.Even(3), null)).client(0)));
    assertArrayEquals(
        new float[] {0, 0, 12, 0},
        features(shifted(new VisibleColumns(new VisibleColumns.Even(3), null)).client(1)));
    assertArrayEquals(
        new float[] {0, 11, 12, 13},
        features(
            shifted(new VisibleColumns(new VisibleColumns.Counts(List.of(1, 3)), null)).client(1)));
    // Of four columns .3, .3 and .4: one, one, and what is left.
    assertArrayEquals(
        new float[] {0, 0, 22, 23},
        features(
            shifted(new VisibleColumns(new VisibleColumns.Fractions(List.of(.3, .3, .4)), null))
                .client(2)));
    float[] seen = new float[4];
    ClientBlock shuffled = shifted(new VisibleColumns(new VisibleColumns.Even(4), KEY));
    for (int client = 0; client < 4; client++) {
      float[] own = features(shuffled.client(client));
      for (int j = 0; j < 4; j++) {
        seen[j] += own[j] == 0 && !(client == 0 && j == 0) ? 0 : 1;
      }
    }
    assertEquals(1, seen[1]);
    assertEquals(1, seen[2]);
    assertEquals(1, seen[3]);
  }

  @Test
  void shifts_thatDoNotFitTheData_sayWhy() {
    DataSpec tokens = new DataSpec(List.of(5), 10, 80);
    DataSpec rows = new DataSpec(List.of(5), 10);

    assertRefused(
        "shift.noise: expected examples whose features are numbers, not token ids",
        new FeatureNoise(1, KEY),
        tokens);
    assertRefused(
        "shift.rotation: expected images, not examples of shape [5]",
        new Rotation(List.of(45.0)),
        rows);
    assertRefused(
        "partitioner.sizes: expected the 5 columns of the data in sum, not [3, 3]",
        new VisibleColumns(new VisibleColumns.Counts(List.of(3, 3)), null),
        rows);
    assertRefused(
        "partitioner.clients: expected at most the 5 columns of the data, not 6",
        new VisibleColumns(new VisibleColumns.Even(6), null),
        rows);
  }

  private static void assertRefused(String message, Shift shift, DataSpec data) {
    assertEquals(
        message, assertThrows(InvalidInputException.class, () -> shift.check(data)).getMessage());
  }

  private static ClientBlock shifted(Shift shift) {
    return new ShiftedPopulation(new Squares(), List.of(shift), null).open(0, 6);
  }

  private static float[] features(ClientData client) {
    float[] row = new float[4];
    client.train().gather(0, row, 0);
    return row;
  }

  private static float[] values(Examples examples) {
    float[] values = new float[examples.size() * 5];
    for (int i = 0; i < examples.size(); i++) {
      examples.gather(i, values, i * 5);
      values[i * 5 + 4] = examples.label(i);
    }
    return values;
  }

  private static Population copy(Population population) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(population);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      return (Population) in.readObject();
    }
  }

  /** Six clients with one training and one test image of 2 x 2 pixels; client k has class k % 3. */
  private static final class Squares implements Population {
    private static final long serialVersionUID = 1L;

    @Override
    public PopulationSpec spec() {
      return new PopulationSpec(6, 12, 2, new DataSpec(List.of(2, 2), 3), true, null, "squares");
    }

    @Override
    public ClientBlock open(long from, long until) {
      int clients = (int) (until - from);
      float[] features = new float[clients * 8];
      float[] labels = new float[clients * 2];
      int[] offsets = new int[clients + 1];
      for (int i = 0; i < clients; i++) {
        int client = (int) from + i;
        for (int j = 0; j < 8; j++) {
          features[i * 8 + j] = 10 * client + j;
        }
        labels[2 * i] = client % 3;
        labels[2 * i + 1] = client % 3;
        offsets[i + 1] = 2 * (i + 1);
      }
      int[] trainSizes = new int[clients];
      Arrays.fill(trainSizes, 1);
      List<String> ids = IntStream.range((int) from, (int) until).mapToObj(k -> "c" + k).toList();
      return new PackedBlock(
          from, new FloatFeatures(features, 4), labels, offsets, trainSizes, ids, null);
    }
  }
}
