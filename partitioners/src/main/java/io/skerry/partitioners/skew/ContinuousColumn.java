package io.skerry.partitioners.skew;

import io.skerry.core.InvalidInputException;
import io.skerry.core.random.RandomKey;
import io.skerry.partitioners.distributions.Normals;
import io.skerry.partitioners.quantity.ClientSizes;
import io.skerry.partitioners.quantity.EqualSizes;
import io.skerry.partitioners.quantity.Runs;
import java.io.Serializable;

/**
 * Skew by a real-valued column (Flower Datasets): examples are sorted by strictness z + (1 -
 * strictness) e, z being the value in standard deviations and e standard normal, and dealt in runs
 * whose sizes differ by one at most.
 *
 * @param column name of the column
 * @param clients number of clients
 * @param strictness from 0, no skew, to 1, the column's own order
 */
public record ContinuousColumn(String column, int clients, double strictness)
    implements ColumnPartitioner, Serializable {
  private static final double LEAST_DEVIATION = 1e-6;

  public ContinuousColumn {
    ColumnPartitioner.checkColumn(column);
    ClientSizes.checkClients(clients);
    if (!(strictness >= 0 && strictness <= 1)) {
      throw new InvalidInputException(
          "partitioner.strictness: expected a number from 0 to 1, not " + strictness);
    }
  }

  /** What examples are sorted by, given the standard deviation of the whole column. */
  public final double score(float value, double deviation, long ordinal, RandomKey key) {
    // The mean moves all scores alike.
    double z = strictness == 0 ? 0 : value / deviation;
    return strictness * z + (1 - strictness) * Normals.next(key.child(ordinal).stream());
  }

  /** Runs of sorted examples. */
  public Runs runs(long total) {
    return EqualSizes.of(total, clients);
  }

  /** The standard deviation of values, which is refused where it is too small to divide by. */
  public double deviation(ExactMoments values) {
    double deviation = values.deviation();
    if (deviation < LEAST_DEVIATION && strictness > 0) {
      throw new InvalidInputException(
          "partitioner.column: the values of "
              + column
              + " have the standard deviation "
              + deviation
              + ", expected values that differ, or partitioner.strictness: 0");
    }
    return deviation;
  }

  /** A value of the column as a number. */
  public float number(String value) {
    try {
      float number = Float.parseFloat(value);
      if (Float.isFinite(number)) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Refused below, as is what is not finite.
    }
    throw new InvalidInputException(
        "partitioner.column: expected a finite number in each example, but "
            + column
            + " holds '"
            + value
            + "'");
  }
}
