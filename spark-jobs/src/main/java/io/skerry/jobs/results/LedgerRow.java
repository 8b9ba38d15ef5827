package io.skerry.jobs.results;

/**
 * A privacy event as the ledger's table shows it.
 *
 * @param event what ran, in words
 * @param relation between the populations compared
 * @param noiseMultiplier standard deviation of the noise / sensitivity under the relation
 * @param samplingRate probability of taking part by which the price is amplified; 1 for none
 * @param epsilon of all rounds up to this one
 */
public record LedgerRow(
    int round,
    String event,
    String relation,
    double noiseMultiplier,
    double samplingRate,
    double epsilon) {}
