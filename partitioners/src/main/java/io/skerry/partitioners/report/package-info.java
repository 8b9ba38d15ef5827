/**
 * What a population is like: how many examples clients have, of which classes, how unlike others.
 */
@NullMarked
package io.skerry.partitioners.report;

import org.jspecify.annotations.NullMarked;
