/** A population's report as files: a page, two plots and a table of clients. */
@NullMarked
package io.skerry.jobs.census;

import org.jspecify.annotations.NullMarked;
