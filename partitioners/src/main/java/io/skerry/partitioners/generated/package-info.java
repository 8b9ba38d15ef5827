/**
 * Populations that are computed instead of read: the published synthetic streams, reproduced to the
 * bit, and clients that are each a function of a seed and an ordinal. Nothing here touches a file.
 */
@NullMarked
package io.skerry.partitioners.generated;

import org.jspecify.annotations.NullMarked;
