/**
 * How a client's examples differ from the population's beyond which ones it has: shifts of features
 * and of the meaning of labels, and their drift over rounds. They are computed when a client is
 * asked for, so that any population, stored or generated, can have them.
 */
@NullMarked
package io.skerry.partitioners.shift;

import org.jspecify.annotations.NullMarked;
