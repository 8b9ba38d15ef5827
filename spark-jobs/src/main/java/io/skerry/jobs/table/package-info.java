/**
 * Tables as sources of examples: anything that Spark reads, made a stored population by one
 * grouping of the rows by client. Rows have no order of their own, so theirs is the order of their
 * contents: the same however Spark reads or splits them.
 */
@NullMarked
package io.skerry.jobs.table;

import org.jspecify.annotations.NullMarked;
