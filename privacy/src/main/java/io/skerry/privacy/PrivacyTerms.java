package io.skerry.privacy;

/**
 * Without which an epsilon says nothing.
 *
 * @param unit whose data is protected
 * @param relation name of the relation between the populations compared
 * @param accountant what the price was computed by
 * @param sampling what is assumed about who takes part
 * @param noiseMultiplier z: standard deviation of the noise on the sum / clip
 * @param randomness {@code simulated}: the noise comes from the experiment's public seed
 */
public record PrivacyTerms(
    String unit,
    String relation,
    String accountant,
    String sampling,
    double noiseMultiplier,
    String randomness) {}
