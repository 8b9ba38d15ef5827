package io.skerry.core.data;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * What a population is, without its data.
 *
 * @param clients number of clients, with ordinals 0..clients-1
 * @param samples examples of all clients, or -1 where nobody counted (clients that are computed)
 * @param maxSamples an upper bound of one client's examples
 * @param data what an example looks like
 * @param heldOut whether clients have test examples
 * @param clusterColumn column that names each client's cluster, where the data has one
 * @param digest hexadecimal digest: of the stored clients, or of a generator's configuration
 */
public record PopulationSpec(
    long clients,
    long samples,
    int maxSamples,
    DataSpec data,
    boolean heldOut,
    @Nullable String clusterColumn,
    String digest)
    implements Serializable {}
