package io.skerry.partitioners.skew;

import io.skerry.core.InvalidInputException;
import io.skerry.core.random.RandomStream;
import io.skerry.partitioners.distributions.Gammas;
import java.util.Arrays;
import java.util.List;

/**
 * Pachinko allocation over two levels of labels (Li and McCallum 2006; Reddi et al. 2020): a client
 * draws shares of coarse labels from Dir(alpha) and, within each coarse label, shares of its
 * classes from Dir(beta). A class that runs out leaves its share to the others of its coarse label.
 */
public final class PachinkoMix implements LabelMix {
  private final double alpha;
  private final double beta;
  private final int[] coarseOf;

  /**
   * @param alpha concentration over coarse labels
   * @param beta concentration over the classes of one coarse label
   * @param coarse the classes of each coarse label; each class is in one of them
   */
  public PachinkoMix(double alpha, double beta, List<List<Integer>> coarse) {
    DirichletMix.checkAlpha("partitioner.alpha", alpha);
    DirichletMix.checkAlpha("partitioner.beta", beta);
    this.alpha = alpha;
    this.beta = beta;
    int[] classes = coarse.stream().flatMap(List::stream).mapToInt(c -> c).sorted().toArray();
    this.coarseOf = new int[classes.length];
    for (int i = 0; i < classes.length; i++) {
      if (classes[i] != i) {
        throw new InvalidInputException(
            "partitioner.coarse: expected each of the classes 0, 1, ... in one list, not "
                + Arrays.toString(classes));
      }
    }
    for (int g = 0; g < coarse.size(); g++) {
      for (int c : coarse.get(g)) {
        coarseOf[c] = g;
      }
    }
  }

  @Override
  public Shares shares(int client, long[] labelCounts, RandomStream stream) {
    if (labelCounts.length != coarseOf.length) {
      throw new InvalidInputException(
          "partitioner.coarse: expected the "
              + labelCounts.length
              + " classes of the data, not "
              + coarseOf.length);
    }
    double[] groups = new double[Arrays.stream(coarseOf).max().orElse(0) + 1];
    for (int g = 0; g < groups.length; g++) {
      groups[g] = Gammas.log(stream, alpha);
    }
    double[] classes = new double[coarseOf.length];
    for (int c = 0; c < classes.length; c++) {
      classes[c] = Gammas.log(stream, beta);
    }
    return new Shares(groups, coarseOf, classes);
  }
}
