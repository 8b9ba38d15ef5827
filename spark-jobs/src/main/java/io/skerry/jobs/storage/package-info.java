/**
 * Files on any Hadoop file system (file, hdfs, s3a) without a SparkSession: whole files written
 * atomically, JSON, and Parquet tables whose columns are functions of a row. What the tables hold
 * is decided by the packages that define them.
 */
@NullMarked
package io.skerry.jobs.storage;

import org.jspecify.annotations.NullMarked;
