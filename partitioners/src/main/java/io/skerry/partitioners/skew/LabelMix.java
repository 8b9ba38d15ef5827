package io.skerry.partitioners.skew;

import io.skerry.core.random.RandomStream;
import java.util.Arrays;

/** What labels clients prefer. */
public interface LabelMix {
  /** The logarithm of a share that counts only when nothing else is left. */
  double LAST = -Double.MAX_VALUE;

  /**
   * The preferences of one client.
   *
   * @param labelCounts examples of each class in the data
   * @param stream the client's own
   */
  Shares shares(int client, long[] labelCounts, RandomStream stream);

  /**
   * A client draws a group of classes, then a class of that group. Shares are logarithms, none
   * below {@link #LAST}, and need not sum to 1.
   *
   * @param groups each group's share
   * @param groupOf each class's group
   * @param classes each class's share within its group
   */
  record Shares(double[] groups, int[] groupOf, double[] classes) {

    /** Shares of classes that form one group. */
    public static Shares of(double[] classes) {
      return new Shares(new double[1], new int[classes.length], classes);
    }

    /**
     * Each class's share among those that are left, of which there is at least one; the highest is
     * 1. A group's share falls to its classes that are left.
     */
    double[] among(boolean[] left) {
      double[] highest = new double[groups.length];
      Arrays.fill(highest, LAST);
      for (int c = 0; c < classes.length; c++) {
        if (left[c]) {
          highest[groupOf[c]] = Math.max(highest[groupOf[c]], classes[c]);
        }
      }
      double[] sums = new double[groups.length];
      for (int c = 0; c < classes.length; c++) {
        if (left[c]) {
          sums[groupOf[c]] += StrictMath.exp(classes[c] - highest[groupOf[c]]);
        }
      }
      double[] shares = new double[classes.length];
      double top = Double.NEGATIVE_INFINITY;
      for (int c = 0; c < shares.length; c++) {
        int g = groupOf[c];
        shares[c] =
            left[c]
                ? groups[g] + (classes[c] - highest[g]) - StrictMath.log(sums[g])
                : Double.NEGATIVE_INFINITY;
        top = Math.max(top, shares[c]);
      }
      for (int c = 0; c < shares.length; c++) {
        shares[c] = StrictMath.exp(shares[c] - top);
      }
      return shares;
    }
  }
}
