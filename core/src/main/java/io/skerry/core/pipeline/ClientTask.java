package io.skerry.core.pipeline;

import io.skerry.core.data.ClientData;
import io.skerry.core.random.RandomKey;
import org.jspecify.annotations.Nullable;

/**
 * What one client is asked to do in one round. With the model it determines the result, so doing it
 * twice is harmless.
 *
 * @param round number of the round, from 1
 * @param key the client's own key for this round
 * @param controls control variates, where the algorithm has them
 */
public record ClientTask(
    int round, ClientData data, RandomKey key, @Nullable ControlVariates controls) {

  /** A task without control variates. */
  public ClientTask(int round, ClientData data, RandomKey key) {
    this(round, data, key, null);
  }
}
