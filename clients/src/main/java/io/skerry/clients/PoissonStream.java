package io.skerry.clients;

import io.skerry.core.random.RandomKey;
import io.skerry.core.random.RandomStream;

/**
 * Batches of {@link Batches.Poisson}. Sums are divided by the expected size: the actual one depends
 * on who is in the batch.
 */
final class PoissonStream implements BatchStream {
  private final Batches.Poisson poisson;
  private int[] drawn = new int[0];
  private int samples;
  private int step;
  private int size;

  PoissonStream(Batches.Poisson poisson) {
    this.poisson = poisson;
  }

  @Override
  public void start(int samples, RandomKey key) {
    this.samples = samples;
    if (drawn.length < samples) {
      drawn = new int[Math.max(samples, 2 * drawn.length)];
    }
    step = 0;
  }

  @Override
  public boolean next(RandomStream draws) {
    if (step == poisson.steps()) {
      return false;
    }
    step++;
    size = 0;
    for (int i = 0; i < samples; i++) {
      if (draws.nextDouble() < poisson.rate()) {
        drawn[size++] = i;
      }
    }
    return true;
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public int example(int row) {
    return drawn[row];
  }

  @Override
  public double denominator() {
    return poisson.rate() * samples;
  }
}
