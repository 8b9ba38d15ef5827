/**
 * Where the noise, the masks and the cohorts of a run come from: the experiment's public seed, or a
 * secret of the run from which a cryptographic generator derives them all.
 *
 * <p>What is drawn from it is decided elsewhere.
 */
@NullMarked
package io.skerry.privacy.randomness;

import org.jspecify.annotations.NullMarked;
