package io.skerry.jobs.population;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * What one part of a population holds: small, for the driver to commit.
 *
 * @param part the file as it was written, relative to the population
 * @param maxSamples the most examples of one client
 * @param heldOut whether a client has test examples
 * @param form how features are stored; null without clients
 */
public record PartSummary(
    PartFile part,
    int maxSamples,
    boolean heldOut,
    @Nullable FeatureForm form,
    ClientsDigest digest,
    SampleTable table)
    implements Serializable {}
