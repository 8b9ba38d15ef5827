/**
 * Readers of example files that are not Spark's: IDX, LEAF's JSON, plays, NumPy arrays and folders
 * of images. They reach files through {@link io.skerry.partitioners.files.InputFiles}, so that any
 * file system serves, and refuse what they cannot read in one sentence that names the file. What
 * becomes of the examples lives elsewhere.
 */
@NullMarked
package io.skerry.partitioners.files;

import org.jspecify.annotations.NullMarked;
