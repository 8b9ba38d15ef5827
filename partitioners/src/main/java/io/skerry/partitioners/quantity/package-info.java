/**
 * Quantity skews: how many examples each client gets, and the runs of positions that this cuts the
 * data into. Which examples those are is for {@code io.skerry.partitioners.skew} to say.
 */
@NullMarked
package io.skerry.partitioners.quantity;

import org.jspecify.annotations.NullMarked;
