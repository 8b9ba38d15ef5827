package io.skerry.partitioners.skew;

import io.skerry.core.InvalidInputException;
import io.skerry.partitioners.quantity.EqualSizes;
import io.skerry.partitioners.quantity.Runs;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Clients that are groups of the data's own ids (Flower Datasets), such as hospitals of patients:
 * ids in their order, so many together.
 *
 * @param column name of the column of ids
 * @param groupSize ids in a group
 * @param mode what happens to ids that do not fill a group
 */
public record GroupedNaturalIds(String column, int groupSize, Mode mode)
    implements ColumnPartitioner {

  /** What happens to ids that do not fill a group. */
  public enum Mode {
    /** They form a smaller one. */
    ALLOW_SMALLER,
    /** As many groups as can be filled, of sizes that differ by one at most, larger ones first. */
    ALLOW_BIGGER,
    /** Their examples belong to nobody. */
    DROP_REMAINDER,
    /** They are refused. */
    STRICT
  }

  public GroupedNaturalIds {
    ColumnPartitioner.checkColumn(column);
    if (groupSize < 1) {
      throw new InvalidInputException(
          "partitioner.group-size: expected at least 1, not " + groupSize);
    }
  }

  /** The group, a client's number, of each of {@code ids} ids in their order; or nobody. */
  public int[] groups(int ids) {
    int full = ids / groupSize;
    int rest = ids % groupSize;
    if (mode != Mode.ALLOW_SMALLER && full == 0) {
      throw new InvalidInputException(
          "partitioner.group-size: expected at most the "
              + ids
              + " ids of "
              + column
              + ", not "
              + groupSize);
    }
    if (mode == Mode.STRICT && rest != 0) {
      throw new InvalidInputException(
          "partitioner.group-size: the "
              + ids
              + " ids of "
              + column
              + " are not groups of "
              + groupSize
              + ", expected a divisor");
    }
    if (mode == Mode.ALLOW_BIGGER) {
      Runs runs = EqualSizes.of(ids, full);
      return IntStream.range(0, ids).map(runs::client).toArray();
    }
    int[] groups = IntStream.range(0, ids).map(id -> id / groupSize).toArray();
    if (mode == Mode.DROP_REMAINDER) {
      Arrays.fill(groups, ids - rest, ids, ClientAssignment.NOBODY);
    }
    return groups;
  }
}
