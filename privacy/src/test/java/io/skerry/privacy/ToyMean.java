package io.skerry.privacy;

import io.skerry.core.pipeline.Aggregator;
import io.skerry.core.round.ToyClients.ToySum;
import io.skerry.core.sum.Encoding;
import io.skerry.core.sum.RingSum;

/** The sum of updates over a fixed number. */
record ToyMean(double denominator) implements Aggregator<RingSum> {
  private static final ToySum SUM = new ToySum();

  @Override
  public long weight(int samples) {
    return 1;
  }

  @Override
  public RingSum zero(int length) {
    return SUM.zero(length);
  }

  @Override
  public RingSum add(RingSum accumulator, long[] encoded, long weight) {
    return SUM.add(accumulator, encoded, weight);
  }

  @Override
  public RingSum merge(RingSum left, RingSum right) {
    return SUM.merge(left, right);
  }

  @Override
  public float[] finish(RingSum accumulator, Encoding encoding) {
    float[] mean = SUM.finish(accumulator, encoding);
    for (int i = 0; i < mean.length; i++) {
      mean[i] = (float) (mean[i] / denominator);
    }
    return mean;
  }
}
