package io.skerry.clients;

import io.skerry.core.random.RandomKey;
import io.skerry.core.random.RandomStream;
import java.util.Arrays;

/** Batches of {@link Batches.Passes}: the mean gradient is over the batch's own size. */
final class PassesStream implements BatchStream {
  private final Batches.Passes passes;
  private int[] order = new int[0];
  private int samples;
  private int epochs;
  private int epoch;
  private int from;
  private int until;

  PassesStream(Batches.Passes passes) {
    this.passes = passes;
  }

  @Override
  public void start(int samples, RandomKey key) {
    this.samples = samples;
    if (order.length < samples) {
      order = new int[Math.max(samples, 2 * order.length)];
    }
    epochs = passes.epochs(key);
    epoch = 0;
    until = samples;
  }

  @Override
  public boolean next(RandomStream draws) {
    if (until == samples) {
      if (epoch == epochs) {
        return false;
      }
      epoch++;
      until = 0;
      if (passes.order() == Batches.Order.SHUFFLED) {
        draws.permutation(order, samples);
      } else {
        Arrays.setAll(order, row -> row);
      }
    }
    from = until;
    until = from + Math.min(passes.size(), samples - from);
    return true;
  }

  @Override
  public int size() {
    return until - from;
  }

  @Override
  public int example(int row) {
    return order[from + row];
  }

  @Override
  public double denominator() {
    return size();
  }
}
