/**
 * Parameters as one flat vector: their layout and their digest. Models themselves (forward,
 * backward, loss) live in the clients module.
 */
@NullMarked
package io.skerry.core.model;

import org.jspecify.annotations.NullMarked;
