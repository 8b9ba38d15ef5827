/**
 * The jobs that spark-submit runs, and everything that knows Spark, Hadoop or Parquet.
 *
 * <p>No federated learning is decided here: the jobs read a configuration, wire the parts of the
 * other modules together and carry them out on a cluster.
 */
@NullMarked
package io.skerry.jobs;

import org.jspecify.annotations.NullMarked;
