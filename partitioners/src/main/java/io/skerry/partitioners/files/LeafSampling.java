package io.skerry.partitioners.files;

import io.skerry.core.InvalidInputException;
import org.jspecify.annotations.Nullable;

/**
 * What LEAF's scripts do to its JSON files (Caldas et al. 2018): draw a part of the data, leave out
 * small users, split what is left into training and test data. The draws are those of Python 3
 * under the same seeds, for files in the order of their names.
 *
 * @param draw what is drawn; null for all
 * @param moreThan users with no more examples than this are left out; -1 for none
 * @param split null for none
 */
public record LeafSampling(@Nullable Draw draw, int moreThan, @Nullable Split split) {
  /** Everything, as it is. */
  public static final LeafSampling NONE = new LeafSampling(null, -1, null);

  /**
   * Examples drawn from each file.
   *
   * @param iid whether they are drawn from all users alike and dealt to new users, named by
   *     numbers; else whole users are drawn until there are enough, of the last one a part
   * @param fraction share of the examples, in (0, 1]
   * @param users new users as a share of those that there were
   * @param seed of Python's generator, from 0
   */
  public record Draw(boolean iid, double fraction, double users, long seed) {
    public Draw {
      requireFraction("data.sample.fraction", fraction);
      if (!(users >= 0 && users <= 1)) {
        throw new InvalidInputException(
            "data.sample.users: expected a fraction from 0 to 1, not " + users);
      }
    }
  }

  /**
   * Training and test data.
   *
   * @param byUser whether users are for training or for testing as a whole; else the examples of
   *     each user are split, and users with fewer than two are left out
   * @param trainFraction share for training, in (0, 1]
   * @param seed of Python's generator, from 0
   */
  public record Split(boolean byUser, double trainFraction, long seed) {
    public Split {
      requireFraction("data.split.train-fraction", trainFraction);
    }
  }

  private static void requireFraction(String key, double fraction) {
    if (!(fraction > 0 && fraction <= 1)) {
      throw new InvalidInputException(
          key + ": expected a fraction above 0 and at most 1, not " + fraction);
    }
  }
}
