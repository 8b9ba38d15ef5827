package io.skerry.partitioners.skew;

import java.util.Collection;
import java.util.Comparator;
import java.util.regex.Pattern;

/**
 * The data's own clients: examples with the same value of a column belong to one client.
 *
 * @param column name of the column
 */
public record NaturalIds(String column) implements ColumnPartitioner {
  private static final Pattern WHOLE_NUMBER = Pattern.compile("-?[0-9]{1,18}");

  public NaturalIds {
    ColumnPartitioner.checkColumn(column);
  }

  /** The order of clients: by number if all ids are whole numbers, else by character. */
  public static Comparator<String> order(Collection<String> ids) {
    boolean numbers = ids.stream().allMatch(id -> WHOLE_NUMBER.matcher(id).matches());
    return numbers
        ? Comparator.<String>comparingLong(Long::parseLong).thenComparing(Comparator.naturalOrder())
        : Comparator.naturalOrder();
  }
}
