package io.skerry.partitioners.files;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/**
 * A file in the IDX format of the MNIST data: a magic number that tells type and number of
 * dimensions, one big-endian size per dimension, then the elements, the last dimension fastest.
 *
 * @param sizes of the dimensions
 * @param bytes the elements as stored
 */
record Idx(int[] sizes, byte[] bytes) {
  static final int BYTES_1D = 0x0801;
  static final int BYTES_3D = 0x0803;
  static final int INTS_2D = 0x0C02;

  /** Reads a file that must begin with {@code magic}, one of the constants. */
  static Idx read(InputFile file, int magic) {
    try (InputStream stream = file.open()) {
      DataInputStream header = new DataInputStream(stream);
      int found = header.readInt();
      if (found != magic) {
        throw file.refusal(
            String.format("expected the IDX magic number 0x%08x, not 0x%08x", magic, found));
      }
      int[] sizes = new int[magic & 0xff];
      long length = magic == INTS_2D ? Integer.BYTES : 1;
      for (int i = 0; i < sizes.length; i++) {
        sizes[i] = header.readInt();
        length = sizes[i] <= 0 ? -1 : length * sizes[i];
        if (length < 1 || length > Integer.MAX_VALUE - 8) {
          throw file.refusal(
              "expected dimensions of 1 to 2147483639 bytes in all, but dimension "
                  + i
                  + " is "
                  + Integer.toUnsignedString(sizes[i]));
        }
      }
      // Grows with the bytes that arrive, whatever the header declares.
      byte[] bytes = stream.readNBytes((int) length);
      if (bytes.length < length) {
        throw new EOFException();
      }
      if (stream.read() >= 0) {
        throw file.refusal("expected " + length + " bytes after the header, but there are more");
      }
      return new Idx(sizes, bytes);
    } catch (IOException e) {
      throw file.failure(e);
    }
  }
}
