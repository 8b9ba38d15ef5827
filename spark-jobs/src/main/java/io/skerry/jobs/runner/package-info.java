/**
 * Rounds on Spark: clients packed onto partitions, one broadcast and one job a round. What a task
 * does with its clients is core's, the same as without Spark.
 */
@NullMarked
package io.skerry.jobs.runner;

import org.jspecify.annotations.NullMarked;
