package io.skerry.partitioners;

import io.skerry.core.InvalidInputException;
import io.skerry.core.data.DataSpec;
import io.skerry.core.random.RandomKey;
import io.skerry.partitioners.skew.ClientAssignment;
import io.skerry.partitioners.skew.ClientPartitioner;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The examples of a table grouped by client. Natural clients are in the order of their ids, others
 * in that of their numbers, which are their ids; a client's examples keep the order of the table.
 */
public final class AssembledClients implements ClientSource {
  private final ExampleTable table;
  private final List<String> ids;
  private final int[] offsets;
  private final int[] rows;
  private final @Nullable String clusterColumn;
  private final @Nullable List<String> clusters;

  private AssembledClients(
      ExampleTable table, List<String> ids, int[] clientOfRow, @Nullable String clusterColumn) {
    this.table = table;
    this.ids = ids;
    this.offsets = offsets(ids.size(), clientOfRow);
    this.rows = rows(offsets, clientOfRow);
    this.clusterColumn = clusterColumn;
    this.clusters = clusterColumn == null ? null : clusters(clusterColumn);
  }

  /**
   * Groups a table's examples.
   *
   * @param key from which a plan's draws derive
   * @param clusterColumn column that is constant within each client, its cluster; or null
   */
  public static AssembledClients of(
      ExampleTable table,
      ClientPartitioner partitioner,
      RandomKey key,
      @Nullable String clusterColumn) {
    TableAssignment assignment = TableAssignment.of(table, partitioner, key);
    return new AssembledClients(table, assignment.ids(), assignment.clientOfRow(), clusterColumn);
  }

  /** Examples in their order, {@code size} together: the chunks of a test set without clients. */
  public static AssembledClients chunks(ExampleTable table, int size) {
    int chunks = (table.size() + size - 1) / size;
    int[] chunkOfRow = IntStream.range(0, table.size()).map(row -> row / size).toArray();
    return new AssembledClients(table, TableAssignment.numbers(chunks), chunkOfRow, null);
  }

  /** Client k's rows will be at offsets[k]..offsets[k + 1]. */
  private static int[] offsets(int clients, int[] clientOfRow) {
    int[] offsets = new int[clients + 1];
    int everybodys = 0;
    for (int client : clientOfRow) {
      if (client >= 0) {
        offsets[client + 1]++;
      } else if (client == ClientAssignment.EVERYBODY) {
        everybodys++;
      }
    }
    for (int client = 0; client < clients; client++) {
      int own = offsets[client + 1] + everybodys;
      offsets[client + 1] = Math.addExact(offsets[client], own);
    }
    return offsets;
  }

  private static int[] rows(int[] offsets, int[] clientOfRow) {
    int[] next = offsets.clone();
    int[] rows = new int[offsets[offsets.length - 1]];
    for (int row = 0; row < clientOfRow.length; row++) {
      int client = clientOfRow[row];
      if (client >= 0) {
        rows[next[client]++] = row;
      } else if (client == ClientAssignment.EVERYBODY) {
        for (int each = 0; each < offsets.length - 1; each++) {
          rows[next[each]++] = row;
        }
      }
    }
    return rows;
  }

  private List<String> clusters(String name) {
    List<String> column = table.column("evaluate.clusters.column", name);
    String[] clusters = new String[ids.size()];
    for (int client = 0; client < clusters.length; client++) {
      String cluster = column.get(rows[offsets[client]]);
      for (int i = offsets[client]; i < offsets[client + 1]; i++) {
        String other = column.get(rows[i]);
        if (!other.equals(cluster)) {
          throw new InvalidInputException(
              "client "
                  + ids.get(client)
                  + ": expected one value of the cluster column "
                  + name
                  + ", not both "
                  + cluster
                  + " and "
                  + other);
        }
      }
      clusters[client] = cluster;
    }
    return List.of(clusters);
  }

  @Override
  public DataSpec data() {
    return table.data();
  }

  @Override
  public boolean heldOut() {
    return false;
  }

  @Override
  public @Nullable String clusterColumn() {
    return clusterColumn;
  }

  @Override
  public Map<String, Object> legend() {
    return table.legend();
  }

  @Override
  public Stream<ClientExamples> open() {
    return IntStream.range(0, ids.size()).mapToObj(this::client);
  }

  private ClientExamples client(int client) {
    int[] own = Arrays.copyOfRange(rows, offsets[client], offsets[client + 1]);
    float[] labels = new float[own.length];
    for (int i = 0; i < own.length; i++) {
      labels[i] = table.labels()[own[i]];
    }
    return new ClientExamples(
        ids.get(client),
        clusters == null ? null : clusters.get(client),
        table.features().select(own),
        labels,
        own.length);
  }
}
