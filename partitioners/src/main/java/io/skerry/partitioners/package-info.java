/**
 * Readers of files that are not Spark's, generators of examples, and the skews that hand each
 * example to a client.
 *
 * <p>Tables that Spark reads, and the shuffle that builds a population, live in {@code
 * io.skerry.jobs}; what a client does with its examples lives in {@code io.skerry.clients}.
 */
@NullMarked
package io.skerry.partitioners;

import org.jspecify.annotations.NullMarked;
