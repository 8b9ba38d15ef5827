package io.skerry.partitioners.files;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skerry.core.InvalidInputException;
import io.skerry.core.data.DataSpec;
import io.skerry.partitioners.ClientExamples;
import io.skerry.partitioners.ClientSource;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class LeafJsonTest {
  private static final String A = "\"a\": {\"x\": [[1, 2.5], [3, -4e-1]], \"y\": [0, 2.0]}";
  private static final String B = "\"b\": {\"y\": [[1]], \"x\": [[5, 6]]}";

  @Test
  void read_trainAndTest_joinsEachUsersParts() {
    MemoryFiles files =
        new MemoryFiles()
            .with("d/train/2.json", leaf("\"c\"", "1", "\"c\": {\"x\": [[7, 8]], \"y\": [1]}"))
            .with("d/train/1.json", leaf("\"a\", \"b\"", "2, 1", A + "," + B))
            .with("d/train/readme.txt", "not data")
            .with(
                "d/test/1.json.gz",
                MemoryFiles.gzip(
                    leaf(
                            "\"c\", \"a\"",
                            "1, 1",
                            "\"c\": {\"x\": [[9, 9]], \"y\": [2]},"
                                + "\"a\": {\"x\": [[0, 0]], \"y\": [1]}")
                        .getBytes(StandardCharsets.UTF_8)));
    ClientSource source = LeafJson.read(files, "d");
    List<ClientExamples> clients = clients(source);

    assertEquals(new DataSpec(List.of(2), 3), source.data());
    assertTrue(source.heldOut());
    assertEquals(List.of("a", "b", "c"), clients.stream().map(ClientExamples::id).toList());
    assertEquals(List.of(2, 1, 1), clients.stream().map(ClientExamples::trainSize).toList());
    assertArrayEquals(new float[] {0, 2, 1}, clients.get(0).labels());
    assertArrayEquals(new float[] {1, 2.5f, 3, -0.4f, 0, 0}, values(clients.get(0)));
    assertArrayEquals(new float[] {1}, clients.get(1).labels());
    assertArrayEquals(new float[] {7, 8, 9, 9}, values(clients.get(2)));
    assertEquals(3, clients(source).size());
  }

  @Test
  void read_oneFileWithSignedLabels_mapsThemToZeroAndOne() {
    String json = leaf("\"u\"", "3", "\"u\": {\"x\": [[1], [2], [3]], \"y\": [[-1], [1], [-1.0]]}");
    ClientSource source = LeafJson.read(new MemoryFiles().with("f.json", json), "f.json");

    assertFalse(source.heldOut());
    assertEquals(2, source.data().classes());
    assertArrayEquals(new float[] {0, 1, 0}, clients(source).get(0).labels());
  }

  @Test
  void read_otherKeysAndAnyOrderOfKeys_areFine() {
    String json =
        "{\"user_data\": {"
            + B
            + "}, \"hierarchies\": [[1], {}], \"num_samples\": [1], \"users\": [\"b\"]}";
    ClientSource source = LeafJson.read(new MemoryFiles().with("d/f.json", json), "d");

    assertEquals("b", clients(source).get(0).id());
  }

  @Test
  void read_testUsersThatDoNotTrain_areATestPartWithoutClients() {
    MemoryFiles files =
        new MemoryFiles()
            .with("d/train/1.json", leaf("\"a\"", "2", A))
            .with("d/test/1.json", leaf("\"b\"", "1", B));
    LeafJson source = LeafJson.read(files, "d");

    assertFalse(source.heldOut());
    assertEquals(List.of("a"), clients(source).stream().map(ClientExamples::id).toList());
    ClientExamples test = clients(source.centralTest().orElseThrow()).get(0);
    assertEquals("b", test.id());
    assertEquals(1, test.trainSize());
    assertArrayEquals(new float[] {5, 6}, values(test));
  }

  static Stream<Arguments> refusals() {
    String a = leaf("\"a\"", "2", A);
    return Stream.of(
        file("[1]", "expected a JSON object"),
        file("{\"users\": [1]}", "expected names in users"),
        file("{\"users\": [], \"num_samples\": [0.5]}", "expected whole numbers in num_samples"),
        file("{}", "expected the lists users and num_samples"),
        file(leaf("", "", ""), "expected at least one user, not none", "d"),
        file(a.substring(0, 60), "expected more bytes, the file is cut off"),
        file(a.replace(":", "="), "expected JSON, but line 1, column 9 is not"),
        file(a + a, "expected nothing after the JSON object"),
        file(a.replace("[2]", "[3]"), "user a: expected 3 examples as num_samples says, not 2"),
        file(
            a.replace("[\"a\"]", "[\"z\"]"),
            "user z: expected 2 examples as num_samples says, not" + " none"),
        file(
            leaf("\"a\", \"b\"", "2, 1", A),
            "expected as many users as num_samples and entries of user_data, not 2, 2 and 1"),
        file(
            leaf("\"a\"", "2", A + "," + A),
            "user a: expected each user once, but this one occurs again"),
        file(
            a.replace("[3, -4e-1]", "[3]"),
            "user a: expected equally many numbers in each example, but x of example 1 differs"),
        file(
            a.replace("[3, -4e-1]", "[]"),
            "user a: expected equally many numbers in each example, but x of example 1 differs"),
        file(a.replace("[0, 2.0]", "[0]"), "user a: expected a label each, not 2 x and 1 y"),
        file(
            a.replace("[0, 2.0]", "[[0, 1], [2, 1]]"),
            "user a: expected one label an example, not 2"),
        file(a.replace("2.5", "NaN"), "user a: expected finite numbers in x of example 0, not NaN"),
        file(
            a.replace("2.5", "1e39"),
            "user a: expected finite numbers in x of example 0, not 1e39"),
        file(a.replace("2.5", "\"two\""), "user a: expected numbers in x of example 0, not text"),
        file(
            a.replace("[3, -4e-1]", "\"text\""),
            "user a: expected x to hold lists of numbers, not text"),
        file(a.replace("2.5", "[2]"), "user a: expected numbers in x of example 0, not a list"),
        file(a.replace("\"y\"", "\"z\""), "user a: expected x and y"),
        file(
            a.replace("[0, 2.0]", "[0, 0.5]"),
            "user a: expected labels -1 and 1, or whole numbers from 0, not label 0.5"),
        file(
            a.replace("[0, 2.0]", "[0, -2]"),
            "user a: expected labels -1 and 1, or whole numbers from 0, not label -2.0"),
        file(
            a.replace("[0, 2.0]", "[0, 3e9]"),
            "user a: expected labels -1 and 1, or whole numbers from 0, not label 3.0E9"),
        file(
            a.replace("[0, 2.0]", "[0, -1]"),
            "expected labels -1 and 1, or whole numbers from 0, not a mixture",
            "d"),
        file(
            leaf("\"a\"", "0", "\"a\": {\"x\": [], \"y\": []}"),
            "user a: expected at least one example to train on, not none"),
        Arguments.of(
            new MemoryFiles()
                .with("d/1.json", a)
                .with("d/2.json", leaf("\"c\"", "1", "\"c\": {\"x\": [[7]], \"y\": [1]}")),
            "d/2.json: user c: expected 2 features as in the users before, not 1"),
        Arguments.of(
            new MemoryFiles().with("d/1.json", a).with("d/2.json", a),
            "d/2.json: user a: expected each user once, but an earlier file has it"),
        Arguments.of(
            new MemoryFiles()
                .with("d/train/1.json", a)
                .with("d/test/1.json", leaf("\"a\", \"b\"", "2, 1", A + "," + B)),
            "d/test/1.json: user b: expected either all test users among the training users, or"
                + " none of them"),
        Arguments.of(
            new MemoryFiles().with("d/test/1.json", a), "d: expected a folder train beside test"),
        Arguments.of(
            new MemoryFiles().with("d/train/x.txt", a),
            "d/train: expected a folder of .json or .json.gz files"),
        Arguments.of(
            new MemoryFiles()
                .with(
                    "d/1.json.gz",
                    Arrays.copyOf(MemoryFiles.gzip(a.getBytes(StandardCharsets.UTF_8)), 40)),
            "d/1.json.gz: expected more bytes, the file is cut off"),
        Arguments.of(new MemoryFiles(), "d: expected a file, but there is none"));
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource("refusals")
  void read_unusableFiles_areRefusedInOneSentence(MemoryFiles files, String sentence) {
    InvalidInputException e =
        assertThrows(InvalidInputException.class, () -> LeafJson.read(files, "d"));
    assertEquals(sentence, e.getMessage());
  }

  @Test
  void read_realDigitsByWriter_hasTheCountsOfItsDescription() {
    ClientSource source = LeafJson.read(new LocalFiles(), RealData.path("leaf_mnist_by_writer"));
    List<ClientExamples> clients = clients(source);

    assertEquals(new DataSpec(List.of(784), 10), source.data());
    assertEquals(100, clients.size());
    assertEquals(10_271, clients.stream().mapToInt(ClientExamples::trainSize).sum());
    assertEquals(10_271 + 1_092, clients.stream().mapToInt(client -> client.labels().length).sum());
  }

  @Test
  void read_realVehicles_mapsTheirSignedLabels() {
    ClientSource source = LeafJson.read(new LocalFiles(), RealData.path("leaf_vehicle"));
    List<ClientExamples> clients = clients(source);

    assertEquals(new DataSpec(List.of(100), 2), source.data());
    assertEquals(23, clients.size());
    int[] histogram = new int[2];
    clients.forEach(
        client -> {
          for (float label : client.labels()) {
            histogram[(int) label]++;
          }
        });
    assertArrayEquals(new int[] {837, 1023}, histogram);
  }

  @Test
  void read_realTestFolderAlone_readsFloatLabels() {
    ClientSource source =
        LeafJson.read(new LocalFiles(), RealData.path("leaf_synthetic_1_1") + "/test");

    assertEquals(new DataSpec(List.of(60), 10), source.data());
    assertEquals(1_084, clients(source).stream().mapToInt(client -> client.labels().length).sum());
  }

  private static Arguments file(String json, String sentence) {
    return file(json, sentence, "d/f.json");
  }

  private static Arguments file(String json, String sentence, String named) {
    return Arguments.of(new MemoryFiles().with("d/f.json", json), named + ": " + sentence);
  }

  private static String leaf(String users, String numSamples, String userData) {
    return "{\"users\": ["
        + users
        + "], \"num_samples\": ["
        + numSamples
        + "], \"user_data\": {"
        + userData
        + "}}";
  }

  private static List<ClientExamples> clients(ClientSource source) {
    try (Stream<ClientExamples> clients = source.open()) {
      return clients.toList();
    }
  }

  private static float[] values(ClientExamples client) {
    float[] values = new float[client.features().rows() * client.features().width()];
    for (int row = 0; row < client.features().rows(); row++) {
      client.features().gather(row, values, row * client.features().width());
    }
    return values;
  }
}
