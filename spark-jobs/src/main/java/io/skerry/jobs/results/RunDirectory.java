package io.skerry.jobs.results;

import io.skerry.core.InvalidInputException;
import io.skerry.jobs.storage.Json;
import io.skerry.jobs.storage.Storage;
import org.apache.hadoop.fs.Path;

/** The directory of one run. */
public final class RunDirectory {
  private static final String RUN_JSON = "run.json";

  private final Storage storage;
  private final Path path;

  private RunDirectory(Storage storage, Path path) {
    this.storage = storage;
    this.path = path;
  }

  /**
   * Makes the directory of a new run.
   *
   * @throws InvalidInputException where it exists and is not empty
   */
  public static RunDirectory create(Storage storage, String directory) {
    requireNew(storage, directory);
    Path path = new Path(directory);
    storage.makeFolder(path);
    return new RunDirectory(storage, path);
  }

  /**
   * Checks that a new run may have this directory.
   *
   * @throws InvalidInputException where it exists and is not empty
   */
  public static void requireNew(Storage storage, String directory) {
    if (!storage.names(new Path(directory)).isEmpty()) {
      throw new InvalidInputException(
          directory
              + " exists and is not empty, expected a new directory, or --resume "
              + directory
              + " to go on with its run");
    }
  }

  /**
   * Makes the directory {@code parent/NAME-DIGEST} of a new run, with -2, -3, ... where runs of the
   * same config came before.
   *
   * @param digest hexadecimal digest of the resolved config, of which the first 8 digits count
   */
  public static RunDirectory createUnder(
      Storage storage, String parent, String name, String digest) {
    String first = parent + "/" + name + "-" + digest.substring(0, 8);
    String directory = first;
    for (int i = 2; storage.exists(new Path(directory)); i++) {
      directory = first + "-" + i;
    }
    return create(storage, directory);
  }

  /** Whether a directory holds a run. */
  public static boolean isAt(Storage storage, String directory) {
    return storage.exists(new Path(directory, RUN_JSON));
  }

  /**
   * The directory of an earlier run.
   *
   * @throws InvalidInputException where it holds no run
   */
  public static RunDirectory open(Storage storage, String directory) {
    Path path = new Path(directory);
    if (!storage.exists(new Path(path, RUN_JSON))) {
      throw new InvalidInputException(
          directory + " holds no " + RUN_JSON + ", expected the directory of a run");
    }
    return new RunDirectory(storage, path);
  }

  /** Reads run.json. */
  public RunJson read() {
    return Json.read(storage, new Path(path, RUN_JSON), RunJson.class, "the run.json of a run");
  }

  /** Writes run.json, whole or not at all. */
  public void write(RunJson run) {
    Json.write(storage, new Path(path, RUN_JSON), run);
  }

  /** Where the directory is. */
  public Path path() {
    return path;
  }

  Storage storage() {
    return storage;
  }

  @Override
  public String toString() {
    return path.toString();
  }
}
