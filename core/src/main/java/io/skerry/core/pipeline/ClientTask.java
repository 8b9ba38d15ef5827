package io.skerry.core.pipeline;

import io.skerry.core.data.ClientData;
import io.skerry.core.random.RandomKey;

/**
 * What one client is asked to do in one round. With the model it determines the result, so doing it
 * twice is harmless.
 *
 * @param round number of the round, from 1
 * @param key the client's own key for this round
 */
public record ClientTask(int round, ClientData data, RandomKey key) {}
