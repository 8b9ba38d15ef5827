/**
 * Integer noise drawn exactly: probabilities are ratios of integers, decided by uniform bits alone,
 * so that no rounding of a floating-point number stands between a secret and what is released.
 *
 * <p>How much noise there is, where its bits come from and what it costs is decided elsewhere.
 */
@NullMarked
package io.skerry.privacy.sampling;

import org.jspecify.annotations.NullMarked;
