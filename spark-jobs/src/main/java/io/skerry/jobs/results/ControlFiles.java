package io.skerry.jobs.results;

import io.skerry.core.InvalidInputException;
import io.skerry.core.round.ClientControls;
import io.skerry.core.round.ControlRows;
import io.skerry.core.schedule.RoundPlan;
import io.skerry.jobs.storage.Storage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;

/**
 * Clients' control variates in the folder {@code controls} of a run: one file a round, with those
 * that the round changed. A file holds one row a client in ascending order of ordinals, each of
 * {@code size} little-endian float32, and after them the ordinals as int64. It is never changed,
 * and deleted once a later one has something newer for each of its clients and no resume can go
 * back before that.
 */
public final class ControlFiles implements ClientControls, AutoCloseable {
  private static final Pattern NAME = Pattern.compile("round=(\\d+)\\.bin");

  private final Storage storage;
  private final Path folder;
  private final long clients;
  private final int size;
  private final ControlIndex index = new ControlIndex();

  /** For each file the number of clients of which it has the newest control variate. */
  private final TreeMap<Integer, Integer> newest = new TreeMap<>();

  private final Queue<Superseded> superseded = new ArrayDeque<>();

  /** A file of which a round replaced the last row. */
  private record Superseded(int file, int round) {}

  /**
   * The files of a run as they were after a round; those of later rounds are deleted.
   *
   * @param clients clients of the population
   * @param size values of a control variate
   * @param round rounds completed
   * @throws InvalidInputException where a file is damaged
   */
  public ControlFiles(RunDirectory run, long clients, int size, int round) {
    this.storage = run.storage();
    this.folder = new Path(storage.qualified(run.path().toString()), "controls");
    this.clients = clients;
    this.size = size;
    List<Integer> rounds =
        storage.names(folder).stream()
            .map(NAME::matcher)
            .filter(Matcher::matches)
            .map(name -> Integer.valueOf(name.group(1)))
            .sorted()
            .toList();
    for (int file : rounds) {
      if (file > round) {
        storage.delete(path(folder, file));
      } else {
        index(file, ordinals(file));
      }
    }
  }

  @Override
  public Reader before(RoundPlan plan) {
    long[] cohort = plan.cohort();
    return new Places(
        storage, folder, size, cohort, LongStream.of(cohort).map(index::get).toArray());
  }

  @Override
  public void put(int round, ControlRows changed) {
    if (changed.size() == 0) {
      return;
    }
    int[] order = changed.inOrder();
    storage.write(
        path(folder, round),
        out -> {
          for (int row : order) {
            write(out, changed.values(row));
          }
          ByteBuffer ordinals = littleEndian(changed.size(), Long.BYTES);
          for (int row : order) {
            ordinals.putLong(changed.ordinal(row));
          }
          out.write(ordinals.array());
        });
    index(round, Arrays.stream(order).mapToLong(changed::ordinal).toArray());
  }

  /** Deletes files that no round after {@code round} reads. */
  public void forget(int round) {
    for (Superseded next = superseded.peek();
        next != null && next.round() <= round;
        next = superseded.peek()) {
      storage.delete(path(folder, next.file()));
      superseded.remove();
    }
  }

  @Override
  public void close() {
    index.close();
  }

  private void index(int round, long[] ordinals) {
    newest.put(round, ordinals.length);
    for (int row = 0; row < ordinals.length; row++) {
      int before = ControlIndex.round(index.get(ordinals[row]));
      if (before > 0 && newest.merge(before, -1, Integer::sum) == 0) {
        newest.remove(before);
        superseded.add(new Superseded(before, round));
      }
      index.put(ordinals[row], round, row);
    }
  }

  private long[] ordinals(int round) {
    Path file = path(folder, round);
    long rowBytes = Long.BYTES + (long) size * Float.BYTES;
    long length = storage.length(file);
    int rows = (int) (length / rowBytes);
    ByteBuffer bytes =
        ByteBuffer.wrap(storage.read(file, length - (long) rows * Long.BYTES, rows * Long.BYTES))
            .order(ByteOrder.LITTLE_ENDIAN);
    long[] ordinals = new long[rows];
    for (int row = 0; row < rows; row++) {
      ordinals[row] = bytes.getLong();
      boolean ascends = ordinals[row] > (row == 0 ? -1 : ordinals[row - 1]);
      if (!ascends || ordinals[row] >= clients) {
        throw damaged(file);
      }
    }
    if (length % rowBytes != 0) {
      throw damaged(file);
    }
    return ordinals;
  }

  private InvalidInputException damaged(Path file) {
    return new InvalidInputException(
        file + " is damaged, expected control variates of " + size + " values with their clients");
  }

  private static void write(OutputStream out, float[] values) throws IOException {
    ByteBuffer bytes = littleEndian(values.length, Float.BYTES);
    bytes.asFloatBuffer().put(values);
    out.write(bytes.array());
  }

  private static ByteBuffer littleEndian(int values, int bytes) {
    return ByteBuffer.allocate(Math.multiplyExact(values, bytes)).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static Path path(Path folder, int round) {
    return new Path(folder, "round=" + round + ".bin");
  }

  /** Where the control variates of one cohort are. */
  private record Places(Storage storage, Path folder, int size, long[] cohort, long[] places)
      implements Reader {
    @Override
    public float @Nullable [] read(long ordinal) {
      long place = places[Arrays.binarySearch(cohort, ordinal)];
      if (place == ControlIndex.NONE) {
        return null;
      }
      int bytes = size * Float.BYTES;
      float[] values = new float[size];
      ByteBuffer.wrap(
              storage.read(
                  path(folder, ControlIndex.round(place)),
                  (long) ControlIndex.row(place) * bytes,
                  bytes))
          .order(ByteOrder.LITTLE_ENDIAN)
          .asFloatBuffer()
          .get(values);
      return values;
    }
  }
}
