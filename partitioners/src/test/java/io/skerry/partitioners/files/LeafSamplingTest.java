package io.skerry.partitioners.files;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skerry.core.InvalidInputException;
import io.skerry.partitioners.ClientExamples;
import io.skerry.partitioners.ClientSource;
import io.skerry.partitioners.files.LeafPlan.Contents;
import io.skerry.partitioners.files.LeafPlan.Owner;
import io.skerry.partitioners.files.LeafSampling.Draw;
import io.skerry.partitioners.files.LeafSampling.Split;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Against what LEAF's scripts make of the same files. */
final class LeafSamplingTest {

  /**
   * A case of the file leaf-sampling.txt.
   *
   * @param users training and test examples of each user, by number through both files
   */
  private record Published(LeafSampling how, Map<String, String> users) {
    @Override
    public String toString() {
      return how.toString();
    }
  }

  static List<Published> published() throws IOException {
    List<Published> cases = new ArrayList<>();
    try (InputStream in = LeafSamplingTest.class.getResourceAsStream("leaf-sampling.txt")) {
      String text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
      for (String line : text.lines().filter(l -> !l.startsWith("#")).toList()) {
        List<String> words = List.of(line.split(" "));
        if (words.get(0).equals("case")) {
          cases.add(new Published(sampling(words), new TreeMap<>()));
        } else {
          cases.get(cases.size() - 1).users().put(words.get(0), words.get(1) + " " + words.get(2));
        }
      }
    }
    return cases;
  }

  /** Reads "case KIND FRACTION USERS SEED K BY FRACTION SEED", with - for what there is not. */
  private static LeafSampling sampling(List<String> words) {
    List<String> rest = new ArrayList<>(words.subList(1, words.size()));
    Draw draw = null;
    if (rest.get(0).equals("-")) {
      rest.remove(0);
    } else {
      draw =
          new Draw(
              rest.get(0).equals("iid"),
              Double.parseDouble(rest.get(1)),
              Double.parseDouble(rest.get(2)),
              Long.parseLong(rest.get(3)));
      rest = rest.subList(4, rest.size());
    }
    int moreThan = rest.get(0).equals("-") ? -1 : Integer.parseInt(rest.get(0));
    Split split =
        rest.get(1).equals("-")
            ? null
            : new Split(
                rest.get(1).equals("user"),
                Double.parseDouble(rest.get(2)),
                Long.parseLong(rest.get(3)));
    return new LeafSampling(draw, moreThan, split);
  }

  @ParameterizedTest
  @MethodSource("published")
  void read_twoFiles_givesWhatTheScriptsGive(Published published) {
    LeafJson leaf = LeafJson.read(files(), "d", LeafSet.numbers(List.of()), published.how(), null);
    Map<String, String> users = new TreeMap<>();
    for (ClientExamples user : clients(leaf)) {
      int[] examples = examples(user);
      users.put(
          user.id(),
          text(Arrays.copyOf(examples, user.trainSize()))
              + " "
              + text(Arrays.copyOfRange(examples, user.trainSize(), examples.length)));
    }
    for (ClientExamples user :
        leaf.centralTest().map(LeafSamplingTest::clients).orElse(List.of())) {
      assertEquals(null, users.put(user.id(), "- " + text(examples(user))));
    }

    assertEquals(published.users(), users);
    assertEquals(
        published.how().split() != null && !published.how().split().byUser(), leaf.heldOut());
  }

  @Test
  void plan_splitOfPlays_keepsTheOrderAndAGap() {
    // 10 examples, 0.5 for training, then 2 left out; of 4 examples none is left to test.
    Map<String, Integer> sizes = new LinkedHashMap<>(Map.of("a", 10));
    sizes.put("b", 4);
    List<Owner> users =
        LeafPlan.of(
                List.of(new Contents(List.of("b", "a"), sizes)),
                new LeafSampling(null, -1, new Split(false, 0.5, 1)),
                2)
            .get(0);

    assertEquals(1, users.size());
    assertArrayEquals(new int[] {0, 1, 2, 3, 4}, users.get(0).train());
    assertArrayEquals(new int[] {7, 8, 9}, users.get(0).test());
  }

  @Test
  void read_texts_areDealtAsNumbersAre() {
    String json =
        "{\"users\": [\"a\", \"b\"], \"num_samples\": [2, 1], \"user_data\": {"
            + "\"a\": {\"x\": [\"to\", \"be\"], \"y\": [\" \", \"!\"]},"
            + "\"b\": {\"x\": [\"or\"], \"y\": [\"?\"]}}}";
    LeafJson leaf =
        LeafJson.read(
            new MemoryFiles().with("f", json),
            "f",
            LeafSet.shakespeare(TokenForm.IDS),
            new LeafSampling(new Draw(true, 1, 0.5, 3), -1, null),
            null);

    ClientExamples only = clients(leaf).get(0);
    assertEquals("0", only.id());
    float[] labels = only.labels().clone();
    Arrays.sort(labels);
    assertArrayEquals(ids(" !?"), labels);
    for (int i = 0; i < 3; i++) {
      float[] row = new float[2];
      only.features().gather(i, row, 0);
      String text =
          only.labels()[i] == ids("!")[0] ? "be" : only.labels()[i] == ids("?")[0] ? "or" : "to";
      assertArrayEquals(ids(text), row);
    }
  }

  @Test
  void read_folderWithATestPart_isRefused() {
    MemoryFiles files = new MemoryFiles().with("d/train/1.json", "").with("d/test/1.json", "");
    InvalidInputException e =
        assertThrows(
            InvalidInputException.class,
            () ->
                LeafJson.read(
                    files, "d", LeafSet.numbers(List.of()), new LeafSampling(null, 3, null), null));
    assertEquals(
        "d: expected no folder test: data.sample, min-samples and split make one", e.getMessage());
  }

  @Test
  void fractions_outOfRange_areRefused() {
    assertThrows(InvalidInputException.class, () -> new Draw(false, 0, 0, 0));
    assertThrows(InvalidInputException.class, () -> new Draw(true, 1, 1.5, 0));
    assertThrows(InvalidInputException.class, () -> new Split(false, Double.NaN, 0));
  }

  private static float[] ids(String text) {
    float[] ids = new float[text.length()];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = Alphabet.LEAF.id(text.charAt(i));
    }
    return ids;
  }

  /** Two files of users with (5 i^2 + 3 f + 1) mod 17 + 1 examples, each its own number. */
  private static MemoryFiles files() {
    MemoryFiles files = new MemoryFiles();
    int example = 0;
    for (int f = 0; f < 2; f++) {
      int n = 12 + 9 * f;
      String letter = f == 0 ? "a" : "b";
      List<String> users = IntStream.range(0, n).mapToObj(i -> letter + i).toList();
      int file = f;
      int[] sizes = IntStream.range(0, n).map(i -> (5 * i * i + 3 * file + 1) % 17 + 1).toArray();
      List<Integer> order =
          IntStream.range(0, n).boxed().sorted(Comparator.comparing(i -> i * 7 % n)).toList();
      StringBuilder data = new StringBuilder();
      for (int i : order) {
        int first = example;
        example += sizes[i];
        String numbers =
            IntStream.range(first, example)
                .mapToObj(k -> "[" + k + "]")
                .collect(Collectors.joining(","));
        String labels =
            IntStream.range(first, example)
                .mapToObj(k -> "" + k % 3)
                .collect(Collectors.joining(","));
        data.append(data.isEmpty() ? "" : ",")
            .append("\"%s\": {\"x\": [%s], \"y\": [%s]}".formatted(users.get(i), numbers, labels));
      }
      files.with(
          "d/" + f + ".json",
          "{\"users\": [\"%s\"], \"num_samples\": %s, \"user_data\": {%s}}"
              .formatted(String.join("\",\"", users), Arrays.toString(sizes), data));
    }
    return files;
  }

  private static List<ClientExamples> clients(ClientSource source) {
    try (Stream<ClientExamples> clients = source.open()) {
      return clients.toList();
    }
  }

  private static int[] examples(ClientExamples user) {
    int[] examples = new int[user.labels().length];
    float[] row = new float[1];
    for (int i = 0; i < examples.length; i++) {
      user.features().gather(i, row, 0);
      examples[i] = (int) row[0];
      assertTrue(user.labels()[i] == examples[i] % 3, "the label stays with its example");
    }
    return examples;
  }

  private static String text(int[] examples) {
    return examples.length == 0
        ? "-"
        : Arrays.stream(examples).mapToObj(String::valueOf).collect(Collectors.joining(","));
  }
}
