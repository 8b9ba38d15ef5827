package io.skerry.partitioners.shift;

import io.skerry.core.InvalidInputException;
import io.skerry.core.data.DataSpec;
import io.skerry.core.random.RandomKey;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A vertical division, by columns: client k sees its part of the features and 0 in place of the
 * others. Drift leaves it as it is.
 *
 * @param clients number of parts
 * @param sizes columns of each client, all columns in sum; or null for even parts, of which the
 *     first ones have one column more where there is a rest
 * @param key that shuffles the columns before; or null for parts of neighbouring columns
 */
public record VisibleColumns(int clients, @Nullable List<Integer> sizes, @Nullable RandomKey key)
    implements Shift {

  public VisibleColumns {
    if (sizes != null && sizes.stream().anyMatch(size -> size < 0)) {
      throw new InvalidInputException(
          "partitioner.sizes: expected numbers of columns from 0, not " + sizes);
    }
  }

  @Override
  public void check(DataSpec data) {
    ShiftInput.requireNumbers("partitioner", data);
    if (sizes != null && sizes.stream().mapToLong(size -> size).sum() != data.width()) {
      throw new InvalidInputException(
          "partitioner.sizes: expected the "
              + data.width()
              + " columns of the data in sum, not "
              + sizes);
    }
    if (sizes == null && clients > data.width()) {
      throw new InvalidInputException(
          "partitioner.clients: expected at most the "
              + data.width()
              + " columns of the data, not "
              + clients);
    }
  }

  @Override
  public void apply(ShiftedRows rows, Whose whose) {
    boolean[] hidden = new boolean[rows.width];
    Arrays.fill(hidden, true);
    int[] columns = new int[rows.width];
    if (key == null) {
      Arrays.setAll(columns, j -> j);
    } else {
      key.stream().permutation(columns, columns.length);
    }
    int client = (int) whose.client();
    for (int i = start(client, rows.width); i < start(client + 1, rows.width); i++) {
      hidden[columns[i]] = false;
    }
    for (int at = 0; at < rows.features.length; at++) {
      if (hidden[at % rows.width]) {
        rows.features[at] = 0;
      }
    }
  }

  private int start(int client, int width) {
    return sizes == null
        ? width / clients * client + Math.min(client, width % clients)
        : sizes.stream().limit(client).mapToInt(size -> size).sum();
  }
}
