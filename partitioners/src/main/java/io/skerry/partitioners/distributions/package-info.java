/**
 * Draws from distributions under a {@link io.skerry.core.random.RandomStream}, the same on every
 * machine: only arithmetic that Java fixes to the bit. What is drawn with them lives elsewhere.
 */
@NullMarked
package io.skerry.partitioners.distributions;

import org.jspecify.annotations.NullMarked;
