package io.skerry.jobs;

import io.skerry.core.InvalidInputException;
import io.skerry.jobs.storage.Storage;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;

/** By which files a population was made from, to know whether it is still theirs. */
final class InputListing {
  private InputListing() {}

  /**
   * Length and time of change of each file under some paths, by its name relative to its path; of
   * the paths but the first one, that itself comes before.
   */
  static Map<String, String> of(Storage storage, List<String> inputs) {
    Map<String, String> listing = new TreeMap<>();
    for (int i = 0; i < inputs.size(); i++) {
      add(storage, inputs.get(i), i == 0 ? "" : inputs.get(i), listing);
    }
    return listing;
  }

  private static void add(
      Storage storage, String input, String prefix, Map<String, String> listing) {
    try {
      Path path = new Path(input);
      FileSystem files = path.getFileSystem(storage.configuration());
      String root = files.getFileStatus(path).getPath().toString();
      for (RemoteIterator<LocatedFileStatus> all = files.listFiles(path, true); all.hasNext(); ) {
        LocatedFileStatus file = all.next();
        String name = file.getPath().toString().substring(root.length());
        listing.put(prefix + name, file.getLen() + " bytes of " + file.getModificationTime());
      }
    } catch (FileNotFoundException e) {
      throw new InvalidInputException("data.path: there is no file or folder " + input, e);
    } catch (IOException | IllegalArgumentException e) {
      throw new InvalidInputException(
          "data.path: " + input + " cannot be read: " + e.getMessage(), e);
    }
  }
}
