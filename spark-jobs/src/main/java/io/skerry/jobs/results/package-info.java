/**
 * What a run directory holds: run.json, the model, checkpoints and the tables of metrics, written
 * by the driver and read back for a resume. What the figures mean is core's; nothing here needs a
 * SparkSession.
 */
@NullMarked
package io.skerry.jobs.results;

import org.jspecify.annotations.NullMarked;
