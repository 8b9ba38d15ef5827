/**
 * What a run reports: one row per client and round in columns, and the figures of a round computed
 * from them in the order of the clients. Files are written in the spark-jobs module.
 */
@NullMarked
package io.skerry.core.metrics;

import org.jspecify.annotations.NullMarked;
