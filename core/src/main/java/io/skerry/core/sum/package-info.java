/**
 * Exact sums in the ring of 64-bit integers: how a float vector is encoded, added in any order and
 * decoded. Who is summed, and with which weight, is decided elsewhere.
 */
@NullMarked
package io.skerry.core.sum;

import org.jspecify.annotations.NullMarked;
