package io.skerry.partitioners.files;

import io.skerry.core.InvalidInputException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * Some of the NumPy arrays in a zip file. What else is in it is passed over; nothing is written
 * anywhere, and nothing in it is unpacked twice.
 */
record NpzFile(InputFile file, Map<String, NumpyArray> arrays) {
  /** What one entry may unpack to: the largest array, and its header. */
  private static final long MOST_BYTES = (1L << 31) + (1 << 17);

  private static final int MOST_ENTRIES = 1 << 12;

  /** Reads the arrays of these names, all of which must be there. */
  static NpzFile read(InputFile file, Collection<String> names) {
    Map<String, NumpyArray> arrays = new TreeMap<>();
    TreeSet<String> found = new TreeSet<>();
    try (InputStream stream = file.open();
        ZipInputStream zip = new ZipInputStream(stream)) {
      for (ZipEntry entry; (entry = zip.getNextEntry()) != null; ) {
        String name = entry.getName().replaceAll("\\.npy$", "");
        if (!found.add(name)) {
          throw file.refusal("expected each array once, but " + name + " occurs again");
        }
        if (found.size() > MOST_ENTRIES) {
          throw file.refusal("expected at most " + MOST_ENTRIES + " arrays");
        }
        BoundedStream bounded = new BoundedStream(zip, MOST_BYTES);
        if (names.contains(name)) {
          arrays.put(name, NumpyArray.read(file, name, bounded));
        }
        bounded.drain();
      }
    } catch (IllegalArgumentException e) {
      throw new InvalidInputException(
          file.path() + ": expected a zip file, but the name of an entry is not UTF-8", e);
    } catch (IOException e) {
      throw file.failure(e);
    }
    if (found.isEmpty()) {
      throw file.refusal("expected a zip file of NumPy arrays");
    }
    for (String name : names) {
      if (!arrays.containsKey(name)) {
        throw file.refusal(
            "expected an array " + name + ", but there are " + String.join(", ", found));
      }
    }
    return new NpzFile(file, arrays);
  }

  NumpyArray array(String name) {
    NumpyArray array = arrays.get(name);
    if (array == null) {
      throw new IllegalArgumentException(name);
    }
    return array;
  }
}
