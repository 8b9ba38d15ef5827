/**
 * Randomness as a value. Every draw of a simulation comes from a {@link
 * io.skerry.core.random.RandomKey} derived from what it is for (seed, round, client, purpose),
 * never from a position, a thread or a clock.
 */
@NullMarked
package io.skerry.core.random;

import org.jspecify.annotations.NullMarked;
