/**
 * Privacy loss distributions: pairs of output distributions, their discretisation on a grid from
 * above and from below, and their composition by Fourier transform.
 */
@NullMarked
package io.skerry.privacy.accounting.loss;

import org.jspecify.annotations.NullMarked;
