/**
 * Sweeps: the points of a grid, what their runs came to, and the one table and plot of them.
 * Running them is the command's business.
 */
@NullMarked
package io.skerry.jobs.sweep;

import org.jspecify.annotations.NullMarked;
