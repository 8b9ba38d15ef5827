package io.skerry.core.data;

import org.jspecify.annotations.Nullable;

/**
 * One client's examples, split into what it trains on and what is held out.
 *
 * @param ordinal position in the population, the identity from which its random keys derive
 * @param id name in the data
 * @param cluster group for reports, where the data has one
 */
public record ClientData(
    long ordinal, String id, @Nullable String cluster, Examples train, Examples test) {}
