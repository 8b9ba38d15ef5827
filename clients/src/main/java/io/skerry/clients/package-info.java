/**
 * What a simulated client does in one round: models, local optimizers and local algorithms.
 *
 * <p>ND4J and the native libraries it brings are used here and nowhere else. Which clients take
 * part, and what becomes of their updates, is decided elsewhere.
 */
@NullMarked
package io.skerry.clients;

import org.jspecify.annotations.NullMarked;
