package io.skerry.clients;

import io.skerry.clients.model.Parameters;
import org.jspecify.annotations.Nullable;

/**
 * The vectors that one client's training is about.
 *
 * @param received the model that the client received
 * @param local the model that it trains
 * @param control c - c_i, the correction by control variates, where the algorithm has them
 */
record ClientVectors(Parameters received, Parameters local, @Nullable Parameters control) {}
