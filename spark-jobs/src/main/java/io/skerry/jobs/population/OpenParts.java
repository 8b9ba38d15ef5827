package io.skerry.jobs.population;

import io.skerry.jobs.storage.IndexedTable;
import io.skerry.jobs.storage.Storage;
import java.io.Serializable;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.function.Consumer;
import org.apache.hadoop.fs.Path;

/**
 * The part files that this machine has read from: their footers and page indexes stay, as often as
 * threads read at once. On another machine none is known yet.
 */
final class OpenParts implements Serializable {
  private static final long serialVersionUID = 1L;

  final Storage storage;
  final Path directory;
  private final List<String> columns;
  private transient Map<PartFile, Deque<IndexedTable>> idle = new ConcurrentHashMap<>();

  /**
   * @param columns those that are read
   */
  OpenParts(Storage storage, Path directory, List<String> columns) {
    this.storage = storage;
    this.directory = directory;
    this.columns = List.copyOf(columns);
  }

  /** Uses a part's table alone; one whose use fails is not used again. */
  void with(PartFile part, Consumer<IndexedTable> use) {
    Deque<IndexedTable> tables = idle.computeIfAbsent(part, any -> new ConcurrentLinkedDeque<>());
    IndexedTable table = tables.pollFirst();
    if (table == null) {
      table = open(part);
    }
    use.accept(table);
    tables.addFirst(table);
  }

  /** Row i must be client from + i: told by the footer, so that no ordinal needs to be read. */
  private IndexedTable open(PartFile part) {
    IndexedTable table = IndexedTable.open(storage, part.in(storage, directory), columns);
    if (table.rows() != part.until() - part.from()
        || !table.bounds(StoredClient.ORDINAL).equals(part.ordinals())) {
      throw part.otherClients(directory);
    }
    return table;
  }

  private Object readResolve() {
    return new OpenParts(storage, directory, columns);
  }
}
