package io.skerry.privacy;

/**
 * Without which an epsilon says nothing.
 *
 * @param unit whose data is protected
 * @param relation name of the relation between the populations compared
 * @param accountant what the price was computed by
 * @param sampling what is assumed about who takes part
 * @param noiseMultiplier z: standard deviation of the noise on the sum / clip
 * @param trust who must be trusted: {@code trusted server} with single updates, or with the noise
 *     that it adds for clients that drop out; {@code sum only}, whoever sees no more than the sum;
 *     {@code nobody}
 * @param randomness {@code simulated}: noise, masks and cohorts come from the experiment's public
 *     seed; {@code secret}: from a secret of the run
 * @param noise {@code exact}: between random bits and the noisy sum there are whole numbers only;
 *     {@code floating-point}: the noise is drawn as a double, whose rounding could give a release
 *     away (Mironov 2012)
 */
public record PrivacyTerms(
    String unit,
    String relation,
    String accountant,
    String sampling,
    double noiseMultiplier,
    String trust,
    String randomness,
    String noise) {}
