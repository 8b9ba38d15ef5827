package io.skerry.partitioners;

import io.skerry.core.data.Features;
import org.jspecify.annotations.Nullable;

/**
 * One client of a population that is being built.
 *
 * @param id its name in the data
 * @param cluster group for reports, where the data has one
 * @param features one row per example, training examples first
 * @param labels one class per example
 * @param trainSize how many of the examples are for training; the rest is held out
 */
public record ClientExamples(
    String id, @Nullable String cluster, Features features, float[] labels, int trainSize) {}
