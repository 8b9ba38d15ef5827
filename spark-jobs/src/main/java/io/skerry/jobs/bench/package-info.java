/**
 * Workloads that other programs run too, as flat files: the same clients, cohorts, initial
 * parameters and order of examples, through the rounds that every run goes through. What a figure
 * is compared with, and whether it is good, is decided elsewhere.
 */
@NullMarked
package io.skerry.jobs.bench;

import org.jspecify.annotations.NullMarked;
