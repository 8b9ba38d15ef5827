package io.skerry.jobs.population;

import io.skerry.core.InvalidInputException;
import io.skerry.jobs.storage.IndexedTable;
import io.skerry.jobs.storage.Storage;
import java.io.Serializable;
import org.apache.hadoop.fs.Path;

/**
 * A file with the clients of a range of ordinals.
 *
 * @param file name relative to the population
 * @param from first ordinal
 * @param until one past the last
 * @param bytes length of the file
 */
record PartFile(String file, long from, long until, long samples, long bytes)
    implements Serializable {

  /**
   * Where the file is.
   *
   * @throws InvalidInputException where it is missing or has another length
   */
  Path in(Storage storage, Path directory) {
    Path path = new Path(directory, file);
    long length = storage.length(path);
    if (length != bytes) {
      throw new InvalidInputException(
          String.format(
              "%s has %d bytes, expected %d as population.json says", path, length, bytes));
    }
    return path;
  }

  /** The first and the last ordinal. */
  IndexedTable.Bounds ordinals() {
    return new IndexedTable.Bounds(from, until - 1);
  }

  /** The refusal of a file whose rows are not these clients. */
  InvalidInputException otherClients(Path directory) {
    return new InvalidInputException(
        String.format(
            "%s holds other clients than population.json says, expected clients %d to %d",
            new Path(directory, file), from, until - 1));
  }
}
