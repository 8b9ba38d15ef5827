/**
 * Secure aggregation: the server learns the sum of its clients' vectors and nothing about one of
 * them. The protocol of Bonawitz et al. 2017, on a complete graph or on the sparse one of SecAgg+
 * (Bell et al. 2020), as one state machine a client and one for the server, with messages between
 * them.
 *
 * <p>Clipping and noise live in {@code io.skerry.privacy}; how messages travel is the caller's.
 */
@NullMarked
package io.skerry.privacy.secureaggregation;

import org.jspecify.annotations.NullMarked;
