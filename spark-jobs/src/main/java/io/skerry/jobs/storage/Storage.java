package io.skerry.jobs.storage;

import io.skerry.core.InvalidInputException;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Options.Rename;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.OutputFile;
import org.jspecify.annotations.Nullable;

/**
 * The Hadoop file systems as this run was told to reach them. What differs from Hadoop's defaults,
 * such as fs.s3a settings given to Spark, travels along to executors.
 */
public final class Storage implements Serializable {
  private static final long serialVersionUID = 1L;

  private final TreeMap<String, String> settings;
  private transient volatile @Nullable Configuration configuration;

  private Storage(Map<String, String> settings) {
    this.settings = new TreeMap<>(settings);
  }

  /** Storage with Hadoop's defaults and the site files on the class path. */
  public static Storage local() {
    return new Storage(Map.of());
  }

  /** Storage with the settings of {@code configuration}, such as that of a Spark context. */
  public static Storage of(Configuration configuration) {
    TreeMap<String, String> settings = new TreeMap<>();
    for (Map.Entry<String, String> setting : configuration) {
      String[] sources = configuration.getPropertySources(setting.getKey());
      boolean byDefault =
          sources != null
              && sources.length > 0
              && sources[sources.length - 1].endsWith("-default.xml");
      String value = configuration.getRaw(setting.getKey());
      if (!byDefault && value != null) {
        settings.put(setting.getKey(), value);
      }
    }
    return new Storage(settings);
  }

  /** A Hadoop configuration with these settings; not to be changed. */
  public Configuration configuration() {
    Configuration known = configuration;
    if (known == null) {
      Configuration built = new Configuration();
      settings.forEach(built::set);
      configuration = known = built;
    }
    return known;
  }

  /** The full name of a path, which means the same on every machine that shares the files. */
  public Path qualified(String path) {
    Path given = new Path(path);
    return onFileSystem(given, fs -> fs.makeQualified(given));
  }

  /** Whether there is a file or folder of this name. */
  public boolean exists(Path path) {
    return onFileSystem(path, fs -> fs.exists(path));
  }

  /** Length of a file in bytes. */
  public long length(Path file) {
    return onFileSystem(file, fs -> fs.getFileStatus(file).getLen());
  }

  /** Names in a folder, ascending; none where the folder does not exist. */
  public List<String> names(Path folder) {
    return onFileSystem(
        folder,
        fs -> {
          List<String> names = new ArrayList<>();
          try {
            for (FileStatus status : fs.listStatus(folder)) {
              names.add(status.getPath().getName());
            }
          } catch (FileNotFoundException e) {
            return List.of();
          }
          names.sort(null);
          return names;
        });
  }

  /** Makes a folder and those above it. */
  public void makeFolder(Path folder) {
    onFileSystem(folder, fs -> fs.mkdirs(folder));
  }

  /** Deletes a file, or a folder with all in it, where it exists. */
  public void delete(Path path) {
    onFileSystem(path, fs -> fs.delete(path, true));
  }

  /** Moves a file to a name in the same file system, in place of what may be there. */
  public void move(Path from, Path to) {
    onFileSystem(
        from,
        fs -> {
          fs.mkdirs(to.getParent());
          if (fs instanceof RawLocalFileSystem) {
            // rename(2) replaces; a FileContext would leave checksum files behind.
            if (!fs.rename(from, to)) {
              throw new IOException("cannot be moved to " + to);
            }
          } else {
            FileContext.getFileContext(fs.getUri(), configuration())
                .rename(from, to, Rename.OVERWRITE);
          }
          return to;
        });
  }

  /**
   * The bytes of a file.
   *
   * @param expected what the file should be, for the sentence where it does not exist
   */
  public byte[] read(Path file, String expected) {
    return onFileSystem(
        file,
        fs -> {
          try (FSDataInputStream in = fs.open(file)) {
            return in.readAllBytes();
          } catch (FileNotFoundException e) {
            throw new InvalidInputException(file + " does not exist, expected " + expected, e);
          }
        });
  }

  /**
   * {@code length} bytes of a file from a position on.
   *
   * @throws InvalidInputException where the file ends before
   */
  public byte[] read(Path file, long position, int length) {
    return onFileSystem(
        file,
        fs -> {
          byte[] bytes = new byte[length];
          try (FSDataInputStream in = fs.open(file)) {
            in.readFully(position, bytes);
          } catch (EOFException e) {
            throw new InvalidInputException(
                file + ": expected at least " + (position + length) + " bytes", e);
          }
          return bytes;
        });
  }

  /** Writes a file whole or not at all, in place of what may be there. */
  public void write(Path file, byte[] bytes) {
    write(file, out -> out.write(bytes));
  }

  /** What is written into a file, piece by piece. */
  @FunctionalInterface
  public interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  /** Writes a file whole or not at all, in place of what may be there. */
  public void write(Path file, Content content) {
    Path partial = new Path(file.getParent(), "." + file.getName() + ".writing");
    onFileSystem(
        file,
        fs -> {
          try (FSDataOutputStream out = fs.create(partial, true)) {
            content.writeTo(out);
          }
          return partial;
        });
    move(partial, file);
  }

  OutputFile output(Path file) {
    return onFileSystem(file, fs -> new ParquetFiles.Output(fs, file));
  }

  InputFile input(Path file) {
    return onFileSystem(
        file, fs -> new ParquetFiles.Input(fs, file, fs.getFileStatus(file).getLen()));
  }

  private <T> T onFileSystem(Path path, FileSystemCall<T> call) {
    try {
      FileSystem fs = path.getFileSystem(configuration());
      // Parquet has its own checksums, and a folder of results should hold what it says only.
      return call.apply(fs instanceof LocalFileSystem local ? local.getRawFileSystem() : fs);
    } catch (FileNotFoundException e) {
      throw new InvalidInputException(path + " does not exist", e);
    } catch (IOException e) {
      throw new UncheckedIOException(path + ": " + e.getMessage(), e);
    }
  }

  /** Settings can hold secrets, so none is shown. */
  @Override
  public String toString() {
    return "Storage with " + settings.size() + " settings";
  }

  private interface FileSystemCall<T> {
    T apply(FileSystem fs) throws IOException;
  }
}
