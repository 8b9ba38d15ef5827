package io.skerry.clients.model;

import io.skerry.clients.kernels.Floats;
import io.skerry.core.random.RandomStream;
import org.jspecify.annotations.Nullable;

/**
 * What one layer knows of the batch in hand: its rows, the layer's own memory, which lasts from its
 * forward to its backward pass, and whether it trains.
 */
public final class Batch {
  private final Floats memory;
  private float[] scratch = new float[0];
  private int rows;
  private @Nullable RandomStream draws;

  /** Batches of a layer, one at a time, with {@link Layer#memory} floats or more. */
  Batch(Floats memory) {
    this.memory = memory;
  }

  /** The next batch, in the same memory. */
  Batch start(int rows, @Nullable RandomStream draws) {
    this.rows = rows;
    this.draws = draws;
    return this;
  }

  /** Examples in it. */
  public int rows() {
    return rows;
  }

  /** The layer's memory; what earlier batches left there is undefined. */
  Floats memory() {
    return memory;
  }

  /**
   * At least {@code size} floats on the heap for one pass, where vector lanes load fastest; what
   * they hold is undefined.
   */
  float[] scratch(int size) {
    if (scratch.length < size) {
      scratch = new float[size];
    }
    return scratch;
  }

  /**
   * What random layers draw from, layer after layer and batch after batch: a stream of the client's
   * own key. None in evaluation, where they are still.
   */
  @Nullable RandomStream draws() {
    return draws;
  }
}
