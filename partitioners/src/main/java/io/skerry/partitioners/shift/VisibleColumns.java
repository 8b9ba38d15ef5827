package io.skerry.partitioners.shift;

import io.skerry.core.InvalidInputException;
import io.skerry.core.data.DataSpec;
import io.skerry.core.random.RandomKey;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A vertical division, by columns: client k sees its part of the features and 0 in place of the
 * others. Drift leaves it as it is.
 *
 * @param key that shuffles the columns before; or null for parts of neighbouring columns
 */
public record VisibleColumns(Parts parts, @Nullable RandomKey key) implements Shift {

  /** Where the parts of the columns are. */
  public sealed interface Parts extends Serializable {

    /** Checks that so many columns can be divided so. */
    void check(int width);

    /** The first column of a client's part, or the end for the client after the last. */
    int start(int client, int width);
  }

  /** Even parts, of which the first ones have one column more where there is a rest. */
  public record Even(int clients) implements Parts {

    @Override
    public void check(int width) {
      if (clients > width) {
        throw new InvalidInputException(
            "partitioner.clients: expected at most the "
                + width
                + " columns of the data, not "
                + clients);
      }
    }

    @Override
    public int start(int client, int width) {
      return width / clients * client + Math.min(client, width % clients);
    }
  }

  /** Numbers of columns, all of them in sum. */
  public record Counts(List<Integer> sizes) implements Parts {
    public Counts {
      if (sizes.stream().anyMatch(size -> size < 0)) {
        throw new InvalidInputException(
            "partitioner.sizes: expected numbers of columns from 0, not " + sizes);
      }
    }

    @Override
    public void check(int width) {
      if (sizes.stream().mapToLong(size -> size).sum() != width) {
        throw new InvalidInputException(
            "partitioner.sizes: expected the "
                + width
                + " columns of the data in sum, not "
                + sizes);
      }
    }

    @Override
    public int start(int client, int width) {
      return sizes.stream().limit(client).mapToInt(size -> size).sum();
    }
  }

  /**
   * Fractions of the columns, 1 in sum, each rounded down; the last part has what is left (Flower
   * Datasets).
   */
  public record Fractions(List<Double> sizes) implements Parts {
    private static final double ROUNDING = 0.01;

    public Fractions {
      double sum = sizes.stream().mapToDouble(size -> size).sum();
      if (sizes.stream().anyMatch(size -> !(size >= 0)) || Math.abs(sum - 1) >= ROUNDING) {
        throw new InvalidInputException(
            "partitioner.sizes: expected whole numbers of columns, or fractions of them from 0 that"
                + " sum to 1, not "
                + sizes);
      }
    }

    @Override
    public void check(int width) {}

    @Override
    public int start(int client, int width) {
      if (client == sizes.size()) {
        return width;
      }
      int floors = sizes.stream().limit(client).mapToInt(size -> (int) (size * width)).sum();
      return Math.min(width, floors);
    }
  }

  @Override
  public void check(DataSpec data) {
    ShiftInput.requireNumbers("partitioner", data);
    parts.check(data.width());
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
    int end = parts.start(client + 1, rows.width);
    for (int i = parts.start(client, rows.width); i < end; i++) {
      hidden[columns[i]] = false;
    }
    for (int at = 0; at < rows.features.length; at++) {
      if (hidden[at % rows.width]) {
        rows.features[at] = 0;
      }
    }
  }
}
