package io.skerry.partitioners.files;

/** The x or the y of one LEAF user: a row of numbers or of texts an example. */
sealed interface LeafRows permits FloatRows, TextRows {

  int rows();
}
