package io.skerry.jobs.population;

import java.io.Serializable;

/**
 * A file with the clients of a range of ordinals.
 *
 * @param file name relative to the population
 * @param from first ordinal
 * @param until one past the last
 * @param bytes length of the file
 */
record PartFile(String file, long from, long until, long samples, long bytes)
    implements Serializable {}
