package io.skerry.privacy;

import io.skerry.core.InvalidInputException;
import io.skerry.core.sum.Norm;
import io.skerry.privacy.accounting.AccountantKind;
import io.skerry.privacy.accounting.NeighbouringRelation;
import org.jspecify.annotations.Nullable;

/**
 * The {@code privacy} section of a config, checked as far as it can be by itself. Exactly one of
 * {@code noiseMultiplier} and {@code targetEpsilon} is given.
 *
 * @param mechanism which noise protects the sum
 * @param bands b of a banded matrix factorisation; null with any other mechanism
 * @param clip C, the largest norm of an update, by {@link NoiseLaw#norm}
 * @param clipping how C bounds an update
 * @param noiseMultiplier z: standard deviation of the noise, or scale of a Laplace, / C; 0 clips
 *     without noise
 * @param targetEpsilon epsilon of the planned rounds, to which z is calibrated instead
 * @param weightCap K: an update is multiplied by min(n, K) / K before the clip, where n is the
 *     client's number of training examples; null weighs all clients alike
 * @param delta in (0, 1)
 * @param maxEpsilon budget at which a run stops; null for none
 * @param relation which populations the guarantee compares; null for the sampling's default
 * @param noiseCohort M: simulates the noise and the price of a cohort of M clients
 * @param population P: of which those M clients would be drawn
 * @param accountant by which rounds are priced
 * @param topUp whether the server adds the noise that clients which dropped out did not; otherwise
 *     a round is priced without it
 */
public record PrivacySettings(
    NoiseLaw mechanism,
    @Nullable Integer bands,
    double clip,
    Clipping clipping,
    @Nullable Double noiseMultiplier,
    @Nullable Double targetEpsilon,
    Placement placement,
    @Nullable Integer weightCap,
    double delta,
    @Nullable Double maxEpsilon,
    @Nullable NeighbouringRelation relation,
    @Nullable Long noiseCohort,
    @Nullable Long population,
    AccountantKind accountant,
    boolean topUp) {

  public PrivacySettings {
    if ((mechanism == NoiseLaw.BANDED_MATRIX_FACTORIZATION) != (bands != null)) {
      throw new InvalidInputException(
          "privacy.bands: expected with privacy.mechanism banded-matrix-factorization, and with no"
              + " other");
    }
    if (bands != null && bands < 1) {
      throw new InvalidInputException(
          "privacy.bands: expected a number of rounds from 1, not " + bands);
    }
    requirePositive("clip", clip);
    if (clipping instanceof Clipping.PerLayer layers && layers.norm().orElse(clip) != clip) {
      throw new InvalidInputException(
          "privacy.clip: follows from privacy.layer-clips; expected one of the two");
    }
    if (mechanism == NoiseLaw.LAPLACE && !(clipping instanceof Clipping.Flat)) {
      throw new InvalidInputException(
          "privacy.clipping: layers and quantiles are of L2 norms, Laplace noise of L1; expected"
              + " flat");
    }
    if (mechanism == NoiseLaw.LAPLACE && placement == Placement.DISTRIBUTED) {
      throw new InvalidInputException(
          "privacy.placement: a sum of Laplace shares is no Laplace and has no price; expected"
              + " central or local");
    }
    if ((noiseMultiplier == null) == (targetEpsilon == null)) {
      throw new InvalidInputException(
          "privacy.noise-multiplier: expected exactly one of it and privacy.target-epsilon");
    }
    if (noiseMultiplier != null && !(noiseMultiplier >= 0 && Double.isFinite(noiseMultiplier))) {
      throw new InvalidInputException(
          "privacy.noise-multiplier: expected a number from 0, not " + noiseMultiplier);
    }
    requirePositive("target-epsilon", targetEpsilon);
    if (targetEpsilon != null && mechanism.discrete()) {
      throw new InvalidInputException(
          "privacy.target-epsilon: the units of discrete noise follow from its multiplier; expected"
              + " privacy.noise-multiplier, or privacy.mechanism gaussian");
    }
    if (weightCap != null && weightCap < 1) {
      throw new InvalidInputException(
          "privacy.weight-cap: expected a number of examples from 1, not " + weightCap);
    }
    if (clipping instanceof Clipping.Adaptive && placement == Placement.LOCAL) {
      throw new InvalidInputException(
          "privacy.clipping: under local noise each client would hide its indicator by itself, and"
              + " the quantile with it; expected flat, or privacy.placement central or distributed");
    }
    if (!(delta > 0 && delta < 1)) {
      throw new InvalidInputException(
          "privacy.delta: expected a number between 0 and 1, not " + delta);
    }
    requirePositive("max-epsilon", maxEpsilon);
    if (maxEpsilon != null && noiseMultiplier != null && noiseMultiplier == 0) {
      throw new InvalidInputException(
          "privacy.max-epsilon: without noise epsilon is infinite; expected a"
              + " privacy.noise-multiplier above 0, or no budget");
    }
    if (maxEpsilon != null && targetEpsilon != null && targetEpsilon > maxEpsilon) {
      throw new InvalidInputException(
          "privacy.target-epsilon: expected at most privacy.max-epsilon, which is "
              + maxEpsilon
              + ", not "
              + targetEpsilon);
    }
    if (!topUp && placement != Placement.DISTRIBUTED) {
      throw new InvalidInputException(
          "privacy.top-up: only noise that clients share is missing where one drops out; expected"
              + " privacy.placement distributed, or no privacy.top-up");
    }
    if (!topUp && targetEpsilon != null) {
      throw new InvalidInputException(
          "privacy.target-epsilon: rounds that are priced by the noise that is left have no common"
              + " multiplier; expected privacy.noise-multiplier, or privacy.top-up true");
    }
    if ((noiseCohort == null) != (population == null)) {
      throw new InvalidInputException(
          "privacy.noise-cohort: expected together with privacy.population, or neither");
    }
    if (noiseCohort != null
        && population != null
        && !(1 <= noiseCohort && noiseCohort <= population)) {
      throw new InvalidInputException(
          "privacy.noise-cohort: expected 1 to "
              + population
              + ", which is privacy.population, not "
              + noiseCohort);
    }
  }

  /**
   * Refuses a clip by another norm than the one that a mechanism's noise is priced for.
   *
   * @param norm that C is to bound
   */
  public static void requireNorm(NoiseLaw mechanism, Norm norm) {
    if (norm != mechanism.norm()) {
      throw new InvalidInputException(
          "privacy.clip-norm: "
              + PrivacyNames.of(mechanism)
              + " noise is priced by the "
              + mechanism.norm()
              + " norm of updates; expected "
              + PrivacyNames.of(mechanism.norm())
              + ", not "
              + PrivacyNames.of(norm));
    }
  }

  private static void requirePositive(String key, @Nullable Double value) {
    if (value != null && !(value > 0 && Double.isFinite(value))) {
      throw new InvalidInputException(
          "privacy." + key + ": expected a positive number, not " + value);
    }
  }
}
