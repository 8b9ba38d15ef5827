/**
 * Stored populations: Parquet files with one row a client in the order of ordinals, beside a
 * population.json that says what they hold. How examples become clients is decided elsewhere;
 * nothing here needs a SparkSession.
 */
@NullMarked
package io.skerry.jobs.population;

import org.jspecify.annotations.NullMarked;
