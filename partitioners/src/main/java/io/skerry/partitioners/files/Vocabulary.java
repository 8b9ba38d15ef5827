package io.skerry.partitioners.files;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Words by their ids: 0 pads, 1 stands for every other word, the rest is for the most frequent
 * words, those as frequent in alphabetical order.
 *
 * @param words by id
 */
record Vocabulary(List<String> words, Map<String, Integer> ids) {
  static final int PADDING = 0;
  static final int UNKNOWN = 1;
  static final String PADDING_WORD = "<PAD>";
  private static final String UNKNOWN_WORD = "<UNK>";

  /** Counts words. */
  static final class Counts {
    private final Map<String, Integer> counts = new HashMap<>();

    void add(String word) {
      counts.merge(word, 1, Integer::sum);
    }

    /** A vocabulary of at most {@code size} ids. */
    Vocabulary vocabulary(int size) {
      List<String> words = new ArrayList<>(List.of(PADDING_WORD, UNKNOWN_WORD));
      counts.entrySet().stream()
          .filter(e -> !e.getKey().equals(PADDING_WORD) && !e.getKey().equals(UNKNOWN_WORD))
          .sorted(
              Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder())
                  .thenComparing(Map.Entry.comparingByKey()))
          .limit(size - words.size())
          .forEach(e -> words.add(e.getKey()));
      Map<String, Integer> ids = new HashMap<>();
      words.forEach(word -> ids.put(word, ids.size()));
      return new Vocabulary(List.copyOf(words), ids);
    }
  }

  int id(String word) {
    return ids.getOrDefault(word, UNKNOWN);
  }
}
