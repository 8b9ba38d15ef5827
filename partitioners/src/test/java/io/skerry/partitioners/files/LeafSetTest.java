package io.skerry.partitioners.files;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.skerry.core.InvalidInputException;
import io.skerry.core.data.DataSpec;
import io.skerry.core.data.HoldOut;
import io.skerry.core.random.RandomKey;
import io.skerry.partitioners.ClientExamples;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** LEAF's data sets, each in the form in which LEAF writes it. */
final class LeafSetTest {
  private static final String COMMENT =
      """
      {"x": [[["<BOS>", "a", "b"], ["<EOS>", "<PAD>", "<PAD>"]]],
       "y": [{"subreddit": "s", "created_utc": "1", "score": 2,
              "target_tokens": [["a", "b", "<EOS>"], ["<PAD>", "<PAD>", "<PAD>"]],
              "count_tokens": [[1, 1, 1], [1, 0, 0]]}]}
      """;

  @Test
  void shakespeare_charactersOfLeaf_becomeIdsInLeafsOrder() {
    LeafJson leaf =
        read(
            LeafSet.shakespeare(TokenForm.IDS),
            "{\"x\": [\"To b\", \"o be\"], \"y\": [\"e\", \"\\n\"]}",
            // LEAF counts 79 examples too many in its test parts.
            81);

    assertEquals(new DataSpec(List.of(4), 80, 80), leaf.data());
    ClientExamples user = client(leaf);
    assertArrayEquals(new float[] {57, 0}, user.labels());
    assertArrayEquals(new float[] {44, 67, 1, 54}, row(user, 0));
    assertArrayEquals(new float[] {67, 1, 54, 57}, row(user, 1));
  }

  @Test
  void shakespeare_counts_countEachCharacter() {
    LeafJson leaf =
        read(LeafSet.shakespeare(TokenForm.COUNTS), "{\"x\": [\"aab\"], \"y\": [\"c\"]}", 1);

    assertEquals(new DataSpec(List.of(80), 80), leaf.data());
    float[] expected = new float[80];
    expected[53] = 2;
    expected[54] = 1;
    assertArrayEquals(expected, row(client(leaf), 0));
  }

  @Test
  void sent140_tweets_becomeIdsByFrequencyAndPlace() {
    LeafJson leaf =
        read(
            LeafSet.sent140(4, 5, TokenForm.IDS),
            tweets("it's fine, it's", "so fine so rare, so long"),
            2);

    // By frequency: so (3), fine and it's (2 each), then "," and the others.
    assertEquals(new DataSpec(List.of(4), 2, 5), leaf.data());
    assertEquals(List.of("<PAD>", "<UNK>", "fine", "it's", "so"), leaf.legend().get("tokens"));
    assertArrayEquals(new float[] {3, 2, 1, 3}, row(client(leaf), 0));
    assertArrayEquals(new float[] {4, 2, 4, 1}, row(client(leaf), 1));
  }

  @Test
  void sent140_shortTweet_isPaddedAndPaddingIsNotCounted() {
    String json = tweets("yes", "no");
    assertArrayEquals(
        new float[] {3, 0, 0}, row(client(read(LeafSet.sent140(3, 9, TokenForm.IDS), json, 2)), 0));
    assertArrayEquals(
        new float[] {0, 0, 0, 1},
        row(client(read(LeafSet.sent140(3, 9, TokenForm.COUNTS), json, 2)), 0));
  }

  @Test
  void sent140_withHoldout_learnsFromTrainingTweetsAlone() {
    List<String> words = IntStream.range(0, 20).mapToObj(i -> "w" + i).toList();
    String json = tweets(words.toArray(String[]::new));
    HoldOut holdOut = new HoldOut(0.4, RandomKey.of(3));
    LeafJson leaf =
        LeafJson.read(
            files(json, 20),
            "d",
            LeafSet.sent140(1, 100, TokenForm.IDS),
            LeafSampling.NONE,
            holdOut);

    List<String> expected = new ArrayList<>(List.of("<PAD>", "<UNK>"));
    for (int i : holdOut.split(0, 20).train()) {
      expected.add(words.get(i));
    }
    Collections.sort(expected);
    assertEquals(14, expected.size());
    assertEquals(expected, leaf.legend().get("tokens"));
    for (int i : holdOut.split(0, 20).test()) {
      assertArrayEquals(new float[] {Vocabulary.UNKNOWN}, row(client(leaf), i));
    }
  }

  @Test
  void reddit_comment_becomesOneExampleForEachWordAfterTheFirst() {
    LeafJson leaf = read(LeafSet.reddit(2, 6, TokenForm.IDS), COMMENT, 7);

    assertEquals(
        List.of("<PAD>", "<UNK>", "<BOS>", "<EOS>", "a", "b"), leaf.legend().get("tokens"));
    assertEquals(new DataSpec(List.of(2), 6, 6), leaf.data());
    ClientExamples user = client(leaf);
    assertArrayEquals(new float[] {4, 5, 3}, user.labels());
    assertArrayEquals(new float[] {0, 2}, row(user, 0));
    assertArrayEquals(new float[] {2, 4}, row(user, 1));
    assertArrayEquals(new float[] {4, 5}, row(user, 2));
  }

  @Test
  void reddit_holdoutWithoutTestPart_isRefused() {
    HoldOut holdOut = new HoldOut(0.5, RandomKey.of(1));
    InvalidInputException e =
        assertThrows(
            InvalidInputException.class,
            () ->
                LeafJson.read(
                    files(COMMENT, 1),
                    "d",
                    LeafSet.reddit(2, 6, TokenForm.IDS),
                    LeafSampling.NONE,
                    holdOut));
    assertEquals(
        "data.holdout: the words of one comment tell of each other, expected a test part instead",
        e.getMessage());
  }

  @Test
  void femnist_pixels_haveTheirShapeAndAllClasses() {
    String pixels = String.join(",", Collections.nCopies(784, "0.25"));
    LeafJson leaf = read(LeafSet.femnist(), "{\"x\": [[" + pixels + "]], \"y\": [7]}", 1);

    assertEquals(new DataSpec(List.of(28, 28), 62), leaf.data());
    assertEquals(0.25f, row(client(leaf), 0)[783]);
  }

  @Test
  void celeba_fileNames_becomeTheirImages() {
    byte[] red = ImageReadingTest.image("png", 4, 2, (x, y) -> x < 2 ? 0xff0000 : 0x0000ff);
    MemoryFiles files = files("{\"x\": [\"7.png\"], \"y\": [1]}", 1).with("faces/7.png", red);
    LeafJson leaf =
        LeafJson.read(
            files, "d", LeafSet.celeba("faces", new ImageShape(1, 2, 3)), LeafSampling.NONE, null);

    assertEquals(new DataSpec(List.of(3, 1, 2), 2), leaf.data());
    assertArrayEquals(new float[] {1, 0, 0, 0, 0, 1}, row(client(leaf), 0));
  }

  @Test
  void celeba_missingImage_isRefusedByItsName() {
    LeafJson leaf =
        read(
            LeafSet.celeba("faces", new ImageShape(1, 2, 3)),
            "{\"x\": [\"7.png\"], \"y\": [1]}",
            1);
    InvalidInputException e = assertThrows(InvalidInputException.class, () -> client(leaf));
    assertEquals("faces/7.png: expected a file, but there is none", e.getMessage());
  }

  static Stream<Arguments> refusals() {
    Supplier<LeafSet> text = () -> LeafSet.shakespeare(TokenForm.IDS);
    Supplier<LeafSet> tweets = () -> LeafSet.sent140(2, 9, TokenForm.IDS);
    Supplier<LeafSet> comments = () -> LeafSet.reddit(2, 9, TokenForm.IDS);
    Supplier<LeafSet> faces = () -> LeafSet.celeba("faces", new ImageShape(1, 1, 1));
    return Stream.of(
        Arguments.of(
            text,
            "{\"x\": [\"abc\", \"ab\"], \"y\": [\"a\", \"b\"]}",
            "expected 3 characters in x of example 1, not 2"),
        Arguments.of(
            text,
            "{\"x\": [\"\"], \"y\": [\"a\"]}",
            "expected 1 characters in x of example 0, not 0"),
        Arguments.of(
            text,
            "{\"x\": [\"a€c\"], \"y\": [\"a\"]}",
            "expected LEAF's 80 characters in x of example 0, not U+20AC"),
        Arguments.of(
            text,
            "{\"x\": [\"abc\"], \"y\": [\"ab\"]}",
            "expected one character in y of example 0, not 2"),
        Arguments.of(
            text,
            "{\"x\": [\"abc\"], \"y\": [\"$\"]}",
            "expected LEAF's 80 characters in y of example 0, not U+0024"),
        Arguments.of(
            text, "{\"x\": [3], \"y\": [\"a\"]}", "expected texts in x of example 0, not a number"),
        Arguments.of(
            text,
            "{\"x\": [[\"a\", \"b\"]], \"y\": [\"a\"]}",
            "expected a text as x of example 0, not 2"),
        Arguments.of(text, "{\"x\": \"a\", \"y\": []}", "expected a list x"),
        Arguments.of(
            tweets,
            "{\"x\": [[\"1\", \"text\"]], \"y\": [1]}",
            "expected [id, date, query, user, text] as x of example 0, not 2 texts"),
        Arguments.of(
            tweets,
            tweets("yes", "no").replace("[0, 1]", "[0, 4]"),
            "expected labels 0 and 1, not label 4.0"),
        Arguments.of(
            comments,
            COMMENT.replace("\"target_tokens\": [[\"a\"", "\"target_tokens\": [[\"c\""),
            "expected two words or more in x of example 0 and all but the first in its"
                + " target_tokens"),
        Arguments.of(
            comments,
            "{\"x\": [[]], \"y\": [{}]}",
            "expected two words or more in x of example 0 and all but the first in its"
                + " target_tokens"),
        Arguments.of(
            faces,
            "{\"x\": [\"../secret.png\"], \"y\": [1]}",
            "expected the name of an image file as x of example 0, not [../secret.png]"),
        Arguments.of(
            faces, "{\"x\": [\"a.png\"], \"y\": [2]}", "expected labels 0 and 1, not label 2.0"),
        Arguments.of(
            (Supplier<LeafSet>) LeafSet::femnist,
            "{\"x\": [[1, 2]], \"y\": [1]}",
            "expected 784 features, a shape of [28, 28], not 2"),
        Arguments.of(
            (Supplier<LeafSet>) () -> LeafSet.numbers(List.of(1, 2)),
            "{\"x\": [[1, 2, 3]], \"y\": [1]}",
            "expected 2 features, a shape of [1, 2], not 3"),
        Arguments.of(
            (Supplier<LeafSet>) LeafSet::femnist,
            "{\"x\": [[" + String.join(",", Collections.nCopies(784, "0")) + "]], \"y\": [62]}",
            "expected labels 0 to 61, not label 62.0"));
  }

  @ParameterizedTest(name = "{2}")
  @MethodSource("refusals")
  void read_userThatIsNotOfTheSet_isRefused(Supplier<LeafSet> set, String user, String sentence) {
    InvalidInputException e =
        assertThrows(InvalidInputException.class, () -> read(set.get(), user, 1));
    assertEquals("d/f.json: user u: " + sentence, e.getMessage());
  }

  private static String tweets(String... texts) {
    StringBuilder x = new StringBuilder();
    StringBuilder y = new StringBuilder();
    for (int i = 0; i < texts.length; i++) {
      String comma = i == 0 ? "" : ", ";
      x.append(comma).append("[\"1\", \"Mon\", \"NO_QUERY\", \"u\", \"").append(texts[i]);
      x.append("\"]");
      y.append(comma).append(i % 2);
    }
    return "{\"x\": [" + x + "], \"y\": [" + y + "]}";
  }

  private static LeafJson read(LeafSet set, String user, int declared) {
    return LeafJson.read(files(user, declared), "d", set, LeafSampling.NONE, null);
  }

  private static MemoryFiles files(String user, int declared) {
    return new MemoryFiles()
        .with(
            "d/f.json",
            "{\"users\": [\"u\"], \"num_samples\": ["
                + declared
                + "], \"user_data\": {\"u\": "
                + user
                + "}}");
  }

  private static ClientExamples client(LeafJson leaf) {
    try (Stream<ClientExamples> clients = leaf.open()) {
      return clients.findFirst().orElseThrow();
    }
  }

  private static float[] row(ClientExamples client, int row) {
    float[] values = new float[client.features().width()];
    client.features().gather(row, values, 0);
    return values;
  }
}
