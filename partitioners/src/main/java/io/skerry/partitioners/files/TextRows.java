package io.skerry.partitioners.files;

import java.util.ArrayList;
import java.util.List;

/** Rows of any number of texts. */
final class TextRows implements LeafRows {
  /** What one client may hold in memory, at two bytes a character. */
  static final int MOST = 1 << 28;

  /** Characters that a text or a row counts as, beside its own: objects take memory too. */
  private static final int OVERHEAD = 32;

  private final List<List<String>> rows = new ArrayList<>();
  private List<String> row = new ArrayList<>(1);
  private long characters;

  /** Adds a text to the row; false if there is too much. */
  boolean add(String text) {
    row.add(text);
    return counts(text.length());
  }

  /** Ends a row; false if there are too many. */
  boolean endRow() {
    rows.add(row);
    row = new ArrayList<>(1);
    return counts(0);
  }

  private boolean counts(int more) {
    characters += more + OVERHEAD;
    return characters <= MOST;
  }

  List<String> row(int row) {
    return rows.get(row);
  }

  @Override
  public TextRows none() {
    return new TextRows();
  }

  @Override
  public boolean append(LeafRows from, int row) {
    for (String text : ((TextRows) from).row(row)) {
      if (!add(text)) {
        return false;
      }
    }
    return endRow();
  }

  @Override
  public int rows() {
    return rows.size();
  }
}
