package io.skerry.jobs.sweep;

import io.skerry.jobs.results.Outcome;

/** One run of a sweep. */
public record SweepRun(long seed, String directory, Outcome outcome) {}
