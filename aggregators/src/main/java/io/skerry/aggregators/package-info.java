/**
 * How the updates of a round become one step of the server: means, robust aggregates, compression,
 * server optimizers and schedules.
 *
 * <p>The exact sum itself belongs to {@code io.skerry.core}; noise and masks to {@code
 * io.skerry.privacy}.
 */
@NullMarked
package io.skerry.aggregators;

import org.jspecify.annotations.NullMarked;
