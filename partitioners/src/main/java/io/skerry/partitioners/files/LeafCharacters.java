package io.skerry.partitioners.files;

import io.skerry.core.data.DataSpec;
import io.skerry.core.data.Features;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Texts of one length with the next character each. */
final class LeafCharacters extends LeafSet {
  private static final Alphabet ALPHABET = Alphabet.LEAF;

  private final TokenForm form;
  private int length;

  LeafCharacters(TokenForm form) {
    this.form = form;
  }

  @Override
  LeafRows x(LeafValues values) throws IOException {
    return values.texts("");
  }

  @Override
  LeafRows y(LeafValues values) throws IOException {
    return values.texts("");
  }

  /** So that no character of a text of 80 is in both parts. */
  @Override
  int gap() {
    return 79;
  }

  /** LEAF's split of Shakespeare drops 79 examples between the parts and counts them still. */
  @Override
  boolean counted() {
    return false;
  }

  @Override
  void scan(LeafUser user, int[] learnable) {
    for (int i = 0; i < user.examples(); i++) {
      String text = only(user, user.texts(i), "x", i);
      String next = only(user, user.answer(i), "y", i);
      if (length == 0) {
        length = text.length();
      }
      if (text.length() != length || length == 0) {
        throw user.refusal(
            String.format(
                "expected %d characters in x of example %d, not %d",
                Math.max(1, length), i, text.length()));
      }
      requireKnown(user, text, "x", i);
      if (next.length() != 1) {
        throw user.refusal(
            "expected one character in y of example " + i + ", not " + next.length());
      }
      requireKnown(user, next, "y", i);
    }
  }

  private static String only(LeafUser user, List<String> texts, String name, int example) {
    if (texts.size() != 1) {
      throw user.refusal(
          "expected a text as " + name + " of example " + example + ", not " + texts.size());
    }
    return texts.get(0);
  }

  private static void requireKnown(LeafUser user, String text, String name, int example) {
    for (int i = 0; i < text.length(); i++) {
      if (ALPHABET.id(text.charAt(i)) < 0) {
        throw user.refusal(
            String.format(
                "expected LEAF's 80 characters in %s of example %d, not U+%04X",
                name, example, text.codePointAt(i)));
      }
    }
  }

  @Override
  DataSpec data(InputFile path) {
    return rows().data(ALPHABET.size());
  }

  @Override
  Labelled examples(LeafUser user) {
    float[] labels = new float[user.examples()];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = ALPHABET.id(user.answer(i).get(0).charAt(0));
    }
    Features features =
        rows()
            .features(
                user.id(),
                labels.length,
                (row, position) -> ALPHABET.id(user.texts(row).get(0).charAt(position)));
    return new Labelled(features, labels);
  }

  private TokenRows rows() {
    return new TokenRows(length, ALPHABET.size(), false, form);
  }

  @Override
  Map<String, Object> legend() {
    return ALPHABET.legend();
  }
}
