package io.skerry.jobs;

import io.skerry.core.InvalidInputException;
import io.skerry.jobs.storage.Storage;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;

/** By which files a population was made from, to know whether it is still theirs. */
final class InputListing {
  private InputListing() {}

  /** Length and time of change of each file under a path, by its name relative to the path. */
  static Map<String, String> of(Storage storage, String input) {
    try {
      Path path = new Path(input);
      FileSystem files = path.getFileSystem(storage.configuration());
      String root = files.getFileStatus(path).getPath().toString();
      Map<String, String> listing = new TreeMap<>();
      for (RemoteIterator<LocatedFileStatus> all = files.listFiles(path, true); all.hasNext(); ) {
        LocatedFileStatus file = all.next();
        String name = file.getPath().toString().substring(root.length());
        listing.put(name, file.getLen() + " bytes of " + file.getModificationTime());
      }
      return listing;
    } catch (FileNotFoundException e) {
      throw new InvalidInputException("data.path: there is no file or folder " + input, e);
    } catch (IOException | IllegalArgumentException e) {
      throw new InvalidInputException(
          "data.path: " + input + " cannot be read: " + e.getMessage(), e);
    }
  }
}
