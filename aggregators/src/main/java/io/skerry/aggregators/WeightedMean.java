package io.skerry.aggregators;

import io.skerry.core.InvalidInputException;
import io.skerry.core.pipeline.Aggregator;
import io.skerry.core.sum.Encoding;
import io.skerry.core.sum.RingSum;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * The weighted mean sum(n_k u_k) / W of FedAvg (McMahan et al. 2017). A round of total weight 0
 * gives a zero update.
 *
 * @param weights what a client's weight n_k is
 * @param denominator W where it is fixed beforehand, as privacy needs it; null for the sum of the
 *     weights that arrived
 */
public record WeightedMean(Weights weights, @Nullable Double denominator)
    implements Aggregator<RingSum> {

  /** What a client's weight is. */
  public enum Weights {
    /** Its number of training examples. */
    EXAMPLES,
    /** 1. */
    UNIFORM
  }

  public WeightedMean {
    if (denominator != null && !(denominator > 0 && denominator < Double.POSITIVE_INFINITY)) {
      throw new InvalidInputException(
          "aggregator.denominator: expected a positive number, not " + denominator);
    }
  }

  /** The mean over the weights that arrive. */
  public static WeightedMean by(Weights weights) {
    return new WeightedMean(weights, null);
  }

  /** The sum of updates of weight 1 over a denominator fixed beforehand. */
  public static WeightedMean over(double denominator) {
    return new WeightedMean(Weights.UNIFORM, denominator);
  }

  @Override
  public long weight(int samples) {
    return weights == Weights.UNIFORM ? 1 : samples;
  }

  @Override
  public RingSum zero(int length) {
    return new RingSum(length);
  }

  @Override
  public RingSum add(RingSum sum, long[] encoded, long weight) {
    sum.add(encoded, weight);
    return sum;
  }

  @Override
  public RingSum merge(RingSum left, RingSum right) {
    return left.merge(right);
  }

  @Override
  public float[] finish(RingSum sum, Encoding encoding) {
    long[] values = sum.values();
    float[] mean = new float[values.length];
    double total = total(sum);
    if (total == 0) {
      return mean;
    }
    double unit = Math.scalb(1.0, -encoding.bits());
    for (int i = 0; i < mean.length; i++) {
      mean[i] = (float) (values[i] * unit / total);
    }
    return mean;
  }

  /** What the sum was divided by where each client counts alike. */
  @Override
  public OptionalDouble divisor(RingSum sum) {
    return weights == Weights.UNIFORM ? OptionalDouble.of(total(sum)) : OptionalDouble.empty();
  }

  private double total(RingSum sum) {
    return denominator == null ? sum.weight() : denominator;
  }
}
