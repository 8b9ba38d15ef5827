package io.skerry.core.data;

import java.io.Serializable;
import java.security.MessageDigest;

/**
 * Rows of features of one width in one primitive array. Values keep their stored form until a batch
 * is gathered.
 */
public sealed interface Features extends Serializable
    permits ByteFeatures, IntFeatures, FloatFeatures {

  /** Values per row. */
  int width();

  /** Number of rows. */
  int rows();

  /** Writes row {@code row} as floats to {@code target[at..at + width)}. */
  void gather(int row, float[] target, int at);

  /** A copy of the given rows, in the given order. */
  Features select(int[] rows);

  /** These rows and then those of {@code more}, which are of the same form and width. */
  Features append(Features more);

  /** Bytes of one row in stored form: a byte a value, or little-endian int32 or float32. */
  byte[] rowBytes(int from, int until);

  /** Feeds rows {@code from..until} in stored form to a digest. */
  default void digest(MessageDigest digest, int from, int until) {
    digest.update(rowBytes(from, until));
  }
}
