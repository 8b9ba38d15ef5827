package io.skerry.jobs.population;

import io.skerry.core.data.Features;
import org.jspecify.annotations.Nullable;

/**
 * One client before it has an ordinal.
 *
 * @param id name in the data
 * @param cluster group for reports, where the data has one
 * @param features a row an example, the training examples first
 * @param labels a class an example
 * @param trainSize how many of the examples are for training
 */
public record ClientExamples(
    String id, @Nullable String cluster, Features features, float[] labels, int trainSize) {}
