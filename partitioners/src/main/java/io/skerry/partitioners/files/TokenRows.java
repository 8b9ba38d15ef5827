package io.skerry.partitioners.files;

import io.skerry.core.InvalidInputException;
import io.skerry.core.data.ByteFeatures;
import io.skerry.core.data.DataSpec;
import io.skerry.core.data.Features;
import io.skerry.core.data.IntFeatures;
import java.util.List;

/**
 * Equally long rows of token ids, written as a {@link TokenForm} says.
 *
 * @param length tokens a row
 * @param vocabulary ids are 0..vocabulary-1
 * @param padding whether id 0 stands for no token
 */
record TokenRows(int length, int vocabulary, boolean padding, TokenForm form) {
  private static final int BYTE_VALUES = 256;

  /** What one client may hold in memory. */
  private static final int MOST = 1 << 27;

  /** The ids of one row after another. */
  interface Ids {
    int id(int row, int position);
  }

  DataSpec data(int classes) {
    return form == TokenForm.IDS
        ? new DataSpec(List.of(length), classes, vocabulary)
        : new DataSpec(List.of(vocabulary), classes);
  }

  /** The features of a client's rows. */
  Features features(String client, int rows, Ids ids) {
    int width = form == TokenForm.IDS ? length : vocabulary;
    int highest = form == TokenForm.IDS ? vocabulary - 1 : length;
    if ((long) rows * width > MOST) {
      throw new InvalidInputException(
          "client "
              + client
              + ": expected at most "
              + MOST
              + " values, not "
              + rows
              + " x "
              + width);
    }
    int[] values = new int[rows * width];
    for (int row = 0; row < rows; row++) {
      for (int position = 0; position < length; position++) {
        int id = ids.id(row, position);
        if (form == TokenForm.IDS) {
          values[row * width + position] = id;
        } else if (id > 0 || !padding) {
          values[row * width + id]++;
        }
      }
    }
    return highest < BYTE_VALUES ? bytes(values, width) : new IntFeatures(values, width);
  }

  private static Features bytes(int[] values, int width) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return ByteFeatures.numbers(bytes, width);
  }
}
