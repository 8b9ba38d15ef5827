/**
 * Runs the notebooks' cells as a Java kernel does, through JShell, over a run directory with
 * made-up figures, and looks at what they print and draw.
 *
 * <p>Tests only: a notebook holds no logic of Skerry's and needs none of its classes.
 */
@NullMarked
package io.skerry.notebooks;

import org.jspecify.annotations.NullMarked;
