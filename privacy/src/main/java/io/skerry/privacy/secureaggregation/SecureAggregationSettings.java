package io.skerry.privacy.secureaggregation;

import io.skerry.core.InvalidInputException;
import org.jspecify.annotations.Nullable;

/**
 * The {@code secure-aggregation} section of a config.
 *
 * @param neighbours k, even: with how many others each client masks and shares, as in SecAgg+; null
 *     for all of the cohort, as in Bonawitz et al. 2017
 * @param threshold which share of a client and its neighbours must remain for the sum to be
 *     unmasked; null for the least that is safe
 * @param active whether clients hold the server to the protocol by signatures
 */
public record SecureAggregationSettings(
    @Nullable Integer neighbours, @Nullable Double threshold, boolean active) {

  public SecureAggregationSettings {
    if (neighbours != null && (neighbours < 2 || neighbours % 2 != 0)) {
      throw new InvalidInputException(
          "secure-aggregation.neighbours: expected an even number from 2, not " + neighbours);
    }
    if (neighbours != null && active) {
      throw new InvalidInputException(
          "secure-aggregation.active: an active server could choose a client's neighbours; expected"
              + " secure-aggregation.protocol bonawitz, where all are");
    }
    double least = active ? 2.0 / 3 : 1.0 / 2;
    if (threshold != null && !(threshold > least && threshold <= 1)) {
      throw new InvalidInputException(
          String.format(
              "secure-aggregation.threshold: with %s server expected a share above %s, at most 1,"
                  + " not %s",
              active ? "an active" : "a semi-honest", active ? "2/3" : "1/2", threshold));
    }
  }

  /** t among a client and its neighbours, {@code members} together. */
  int threshold(int members) {
    int least = Terms.leastThreshold(members, active);
    return threshold == null ? least : Math.max(least, (int) Math.ceil(threshold * members));
  }
}
