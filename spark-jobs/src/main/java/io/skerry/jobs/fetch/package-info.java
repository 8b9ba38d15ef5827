/**
 * Known public data sets: where they are, which checksums their files have, and how they are
 * fetched. What they hold is for the readers to say.
 */
@NullMarked
package io.skerry.jobs.fetch;

import org.jspecify.annotations.NullMarked;
