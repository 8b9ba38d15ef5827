package io.skerry.jobs.table;

import io.skerry.core.data.HoldOut;
import io.skerry.core.random.RandomKey;
import io.skerry.partitioners.skew.ClientPartitioner;
import java.util.Optional;

/**
 * A table and how its rows come to clients.
 *
 * @param partitioner makes the clients; empty where a column names them
 * @param key from which its draws derive
 * @param holdOut what is going to be held out, not to be learned from
 */
public record TableClients(
    TableColumns columns,
    Optional<ClientPartitioner> partitioner,
    RandomKey key,
    Optional<HoldOut> holdOut) {}
