/**
 * Skews: which client gets which example. A plan sees labels, ordinals and ranks, never features or
 * a table, so that examples in memory and tables on Spark are divided by the same plans.
 */
@NullMarked
package io.skerry.partitioners.skew;

import org.jspecify.annotations.NullMarked;
