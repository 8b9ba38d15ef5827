package io.skerry.partitioners.files;

import io.skerry.core.InvalidInputException;
import io.skerry.core.data.DataSpec;
import io.skerry.core.data.Features;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Comments as lists of ten words, the last one padded, with the same words one on in target_tokens.
 * An example is one word to predict; its features are the words before it in the comment, padded in
 * front.
 */
final class LeafComments extends LeafSet {
  private final int words;
  private final int size;
  private final TokenForm form;
  private final Vocabulary.Counts counts = new Vocabulary.Counts();
  private Vocabulary vocabulary = counts.vocabulary(2);

  LeafComments(int words, int size, TokenForm form) {
    this.words = words;
    this.size = size;
    this.form = form;
  }

  @Override
  LeafRows x(LeafValues values) throws IOException {
    return values.texts("");
  }

  @Override
  LeafRows y(LeafValues values) throws IOException {
    return values.texts("target_tokens");
  }

  /** LEAF's Reddit counts a user's comments of all parts in each part. */
  @Override
  boolean counted() {
    return false;
  }

  @Override
  public boolean learns() {
    return true;
  }

  @Override
  void checkHoldOut() {
    throw new InvalidInputException(
        "data.holdout: the words of one comment tell of each other, expected a test part instead");
  }

  @Override
  void scan(LeafUser user, int[] learnable) {
    for (int i = 0; i < user.examples(); i++) {
      List<String> words = unpadded(user.texts(i));
      if (words.size() < 2 || !unpadded(user.answer(i)).equals(words.subList(1, words.size()))) {
        throw user.refusal(
            "expected two words or more in x of example "
                + i
                + " and all but the first in its target_tokens");
      }
    }
    for (int i : learnable) {
      unpadded(user.texts(i)).forEach(counts::add);
    }
  }

  private static List<String> unpadded(List<String> words) {
    return words.stream().filter(word -> !word.equals(Vocabulary.PADDING_WORD)).toList();
  }

  @Override
  DataSpec data(InputFile path) {
    vocabulary = counts.vocabulary(size);
    return rows().data(vocabulary.words().size());
  }

  @Override
  Labelled examples(LeafUser user) {
    List<int[]> comments = new ArrayList<>();
    int total = 0;
    for (int i = 0; i < user.examples(); i++) {
      comments.add(unpadded(user.texts(i)).stream().mapToInt(vocabulary::id).toArray());
      total += comments.get(i).length - 1;
    }
    int[][] comment = new int[total][];
    int[] place = new int[total];
    float[] labels = new float[total];
    int at = 0;
    for (int[] ids : comments) {
      for (int k = 1; k < ids.length; k++) {
        comment[at] = ids;
        place[at] = k;
        labels[at++] = ids[k];
      }
    }
    Features features =
        rows()
            .features(
                user.id(),
                total,
                (row, position) -> {
                  int k = place[row] - words + position;
                  return k < 0 ? Vocabulary.PADDING : comment[row][k];
                });
    return new Labelled(features, labels);
  }

  private TokenRows rows() {
    return new TokenRows(words, vocabulary.words().size(), true, form);
  }

  @Override
  Map<String, Object> legend() {
    return Map.of("tokens", vocabulary.words(), "classes", vocabulary.words());
  }
}
