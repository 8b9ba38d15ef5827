package io.skerry.partitioners.files;

/** A user's x or y: one row an example. */
sealed interface LeafRows permits FloatRows, TextRows {
  int rows();

  /** Rows of this kind, none yet. */
  LeafRows none();

  /** Adds a row of other rows of this kind; false if it does not fit. */
  boolean append(LeafRows from, int row);
}
