package io.skerry.partitioners.files;

import io.skerry.core.data.DataSpec;
import io.skerry.core.data.Features;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tweets as [id, date, query, user, text] with a label 0 or 1. */
final class LeafTweets extends LeafSet {
  private static final int FIELDS = 5;

  /** LEAF's tokens: words with their apostrophes, and marks that end a phrase. */
  private static final Pattern TOKEN =
      Pattern.compile("[\\w']+|[.,!?;]", Pattern.UNICODE_CHARACTER_CLASS);

  private final int words;
  private final int size;
  private final TokenForm form;
  private final Vocabulary.Counts counts = new Vocabulary.Counts();
  private Vocabulary vocabulary = counts.vocabulary(2);

  LeafTweets(int words, int size, TokenForm form) {
    this.words = words;
    this.size = size;
    this.form = form;
  }

  @Override
  LeafRows x(LeafValues values) throws IOException {
    return values.texts("");
  }

  @Override
  public boolean learns() {
    return true;
  }

  @Override
  void scan(LeafUser user, int[] learnable) {
    for (int i = 0; i < user.examples(); i++) {
      if (user.texts(i).size() != FIELDS) {
        throw user.refusal(
            "expected [id, date, query, user, text] as x of example "
                + i
                + ", not "
                + user.texts(i).size()
                + " texts");
      }
    }
    for (float label : user.labels()) {
      if (label != 0 && label != 1) {
        throw user.refusal("expected labels 0 and 1, not label " + label);
      }
    }
    for (int i : learnable) {
      tokens(user, i).forEach(counts::add);
    }
  }

  private List<String> tokens(LeafUser user, int example) {
    Matcher token = TOKEN.matcher(user.texts(example).get(FIELDS - 1));
    List<String> tokens = new ArrayList<>();
    while (tokens.size() < words && token.find()) {
      tokens.add(token.group());
    }
    return tokens;
  }

  @Override
  DataSpec data(InputFile path) {
    vocabulary = counts.vocabulary(size);
    return rows().data(2);
  }

  @Override
  Labelled examples(LeafUser user) {
    float[] labels = user.labels();
    List<List<String>> tokens = new ArrayList<>();
    for (int i = 0; i < labels.length; i++) {
      tokens.add(tokens(user, i));
    }
    Features features =
        rows()
            .features(
                user.id(),
                labels.length,
                (row, position) -> {
                  List<String> own = tokens.get(row);
                  return position < own.size()
                      ? vocabulary.id(own.get(position))
                      : Vocabulary.PADDING;
                });
    return new Labelled(features, labels);
  }

  private TokenRows rows() {
    return new TokenRows(words, vocabulary.words().size(), true, form);
  }

  @Override
  Map<String, Object> legend() {
    return Map.of("tokens", vocabulary.words(), "classes", List.of("negative", "positive"));
  }
}
