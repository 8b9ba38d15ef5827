package io.skerry.partitioners.files;

import io.skerry.core.InvalidInputException;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An array in NumPy's NPY format, version 1 to 3: a magic text, a header that is a Python dict of
 * descr, fortran_order and shape, then the elements in C order. Arrays of Python objects, which
 * would have to be unpickled, are refused.
 *
 * @param name of the array in its file
 * @param type kind (b, i, u or f) and bytes of an element, such as u1
 * @param values the elements as stored
 */
record NumpyArray(InputFile file, String name, String type, int[] shape, ByteBuffer values) {
  private static final byte[] MAGIC = "\u0093NUMPY".getBytes(StandardCharsets.ISO_8859_1);
  private static final int MOST_HEADER = 1 << 16;
  private static final Pattern HEADER =
      Pattern.compile(
          "\\{\\s*'descr'\\s*:\\s*'([<>|=])([a-zA-Z]\\d{1,9})'\\s*,"
              + "\\s*'fortran_order'\\s*:\\s*(True|False)\\s*,"
              + "\\s*'shape'\\s*:\\s*\\(([0-9, ]*)\\)\\s*,?\\s*}\\s*");
  private static final List<String> TYPES =
      List.of("b1", "i1", "u1", "i2", "u2", "i4", "u4", "i8", "f4", "f8");

  /** Reads an array, to the end of {@code stream}. */
  static NumpyArray read(InputFile file, String name, InputStream stream) throws IOException {
    DataInputStream in = new DataInputStream(stream);
    byte[] magic = new byte[MAGIC.length];
    in.readFully(magic);
    int version = in.readUnsignedByte();
    in.readUnsignedByte();
    if (!Arrays.equals(magic, MAGIC) || version < 1 || version > 3) {
      throw refusal(file, name, "expected an array in NumPy's format, version 1 to 3");
    }
    long length = Short.toUnsignedInt(Short.reverseBytes(in.readShort()));
    if (version > 1) {
      length |= (long) Short.toUnsignedInt(Short.reverseBytes(in.readShort())) << 16;
    }
    if (length > MOST_HEADER) {
      throw refusal(file, name, "expected a header of at most 65536 bytes, not " + length);
    }
    byte[] header = new byte[(int) length];
    in.readFully(header);
    Matcher dict = HEADER.matcher(new String(header, StandardCharsets.UTF_8));
    if (!dict.matches()) {
      throw refusal(file, name, "expected a header with descr, fortran_order and shape");
    }
    if (!TYPES.contains(dict.group(2))) {
      throw refusal(
          file, name, "expected elements of a type of " + TYPES + ", not " + dict.group(2));
    }
    int[] shape = shape(file, name, dict.group(4));
    if (dict.group(3).equals("True") && shape.length > 1) {
      throw refusal(file, name, "expected elements in C order, not in Fortran's");
    }
    return new NumpyArray(file, name, dict.group(2), shape, values(file, name, dict, shape, in));
  }

  private static int[] shape(InputFile file, String name, String text) {
    List<Integer> shape = new ArrayList<>();
    for (String size : text.split(",")) {
      String digits = size.strip();
      if (digits.length() > 9) {
        throw refusal(file, name, "expected dimensions of at most 999999999, not " + digits);
      }
      if (!digits.isEmpty()) {
        shape.add(Integer.parseInt(digits));
      }
    }
    return shape.stream().mapToInt(Integer::intValue).toArray();
  }

  private static ByteBuffer values(
      InputFile file, String name, Matcher dict, int[] shape, InputStream in) throws IOException {
    long bytes = dict.group(2).charAt(1) - '0';
    for (int size : shape) {
      bytes *= size;
      if (bytes > Integer.MAX_VALUE - 8) {
        throw refusal(
            file,
            name,
            "expected at most 2147483639 bytes, not a shape of " + Arrays.toString(shape));
      }
    }
    // Grows with the bytes that arrive, whatever the header declares.
    byte[] values = in.readNBytes((int) bytes);
    if (values.length < bytes) {
      throw refusal(file, name, "expected " + bytes + " bytes of elements, not " + values.length);
    }
    if (in.read() >= 0) {
      throw refusal(file, name, "expected " + bytes + " bytes of elements, but there are more");
    }
    ByteOrder order = dict.group(1).equals(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    return ByteBuffer.wrap(values).order(order);
  }

  /** Number of elements. */
  int size() {
    return values.capacity() / (type.charAt(1) - '0');
  }

  /** An element as a number. */
  double value(int i) {
    return switch (type) {
      case "b1", "u1" -> values.get(i) & 0xff;
      case "i1" -> values.get(i);
      case "u2" -> values.getShort(2 * i) & 0xffff;
      case "i2" -> values.getShort(2 * i);
      case "u4" -> values.getInt(4 * i) & 0xffffffffL;
      case "i4" -> values.getInt(4 * i);
      case "i8" -> values.getLong(8 * i);
      case "f4" -> values.getFloat(4 * i);
      default -> values.getDouble(8 * i);
    };
  }

  /** An element as a text. */
  String text(int i) {
    double value = value(i);
    if (type.equals("i8")) {
      return Long.toString(values.getLong(8 * i));
    }
    return value == (long) value ? Long.toString((long) value) : Double.toString(value);
  }

  InvalidInputException refusal(String sentence) {
    return refusal(file, name, sentence);
  }

  private static InvalidInputException refusal(InputFile file, String name, String sentence) {
    return file.refusal(name + ": " + sentence);
  }
}
