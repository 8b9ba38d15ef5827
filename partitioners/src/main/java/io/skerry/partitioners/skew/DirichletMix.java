package io.skerry.partitioners.skew;

import io.skerry.core.InvalidInputException;
import io.skerry.core.random.RandomStream;
import io.skerry.partitioners.distributions.Gammas;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntToDoubleFunction;

/** Each client's label shares are one draw of a Dirichlet distribution. */
public final class DirichletMix implements LabelMix {
  /** From the label counts of the data, the concentration of each class. */
  private final Function<long[], IntToDoubleFunction> concentration;

  private DirichletMix(Function<long[], IntToDoubleFunction> concentration) {
    this.concentration = concentration;
  }

  /** Dir(alpha p), p being the labels' shares of the data (Hsu, Qi and Brown 2019). */
  public static DirichletMix ofShares(double alpha) {
    checkAlpha("partitioner.alpha", alpha);
    return new DirichletMix(
        labelCounts -> {
          double total = Arrays.stream(labelCounts).sum();
          return c -> alpha * (labelCounts[c] / total);
        });
  }

  /** Dir(alpha, ..., alpha) over the classes that the data has. */
  public static DirichletMix symmetric(double alpha) {
    checkAlpha("partitioner.alpha", alpha);
    return new DirichletMix(labelCounts -> c -> labelCounts[c] > 0 ? alpha : 0);
  }

  /** Dir(alpha) with a concentration for each class. */
  public static DirichletMix ofClasses(List<Double> alpha) {
    alpha.forEach(value -> checkAlpha("partitioner.alpha", value));
    List<Double> own = List.copyOf(alpha);
    return new DirichletMix(
        labelCounts -> {
          if (own.size() != labelCounts.length) {
            throw new InvalidInputException(
                "partitioner.alpha: expected a number for each of "
                    + labelCounts.length
                    + " classes, not "
                    + own.size());
          }
          return own::get;
        });
  }

  static void checkAlpha(String key, double alpha) {
    if (!(alpha > 0 && alpha < Double.POSITIVE_INFINITY)) {
      throw new InvalidInputException(key + ": expected a positive number, not " + alpha);
    }
  }

  @Override
  public Shares shares(int client, long[] labelCounts, RandomStream stream) {
    IntToDoubleFunction alpha = concentration.apply(labelCounts);
    double[] shares = new double[labelCounts.length];
    for (int c = 0; c < shares.length; c++) {
      double a = alpha.applyAsDouble(c);
      shares[c] = a > 0 ? Gammas.log(stream, a) : LAST;
    }
    return Shares.of(shares);
  }
}
