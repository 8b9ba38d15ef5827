package io.skerry.partitioners.files;

import java.util.ArrayList;
import java.util.List;

/** Rows of any number of texts. */
final class TextRows implements LeafRows {
  /** What one client may hold in memory, at two bytes a character. */
  static final int MOST = 1 << 28;

  private final List<List<String>> rows = new ArrayList<>();
  private long characters;

  /** Adds a row; false if there is too much text. */
  boolean add(List<String> row) {
    rows.add(row);
    for (String text : row) {
      characters += text.length() + 8;
    }
    return characters <= MOST;
  }

  List<String> row(int row) {
    return rows.get(row);
  }

  @Override
  public int rows() {
    return rows.size();
  }
}
