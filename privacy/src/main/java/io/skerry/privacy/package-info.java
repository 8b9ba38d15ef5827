/**
 * Clipping, noise, the events they emit, and the accountants that price those events; secure
 * aggregation.
 *
 * <p>Sums, and the ring they live in, belong to {@code io.skerry.core}; optimizers on the server to
 * {@code io.skerry.aggregators}.
 */
@NullMarked
package io.skerry.privacy;

import org.jspecify.annotations.NullMarked;
