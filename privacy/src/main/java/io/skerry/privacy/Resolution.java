package io.skerry.privacy;

import io.skerry.core.InvalidInputException;
import io.skerry.core.schedule.Schedule;
import io.skerry.core.sum.Encoding;
import io.skerry.core.sum.Headroom;
import io.skerry.core.sum.NormEncoding;

/** The unit of the ring in which a private sum is formed: a function of the config alone. */
final class Resolution {
  /** Standard deviations of the total noise for which there is room. */
  private static final double DEVIATIONS = 16;

  /** Units that the clip norm must span, as a float has 24 bits. */
  private static final double CLIP_UNITS = 0x1p24;

  /** Units that the deviation of a share of noise must span, for its rounding not to matter. */
  private static final double NOISE_UNITS = 0x1p10;

  private Resolution() {}

  /**
   * The finest encoding in which no sum can wrap. A cohort drawn with expected size n has fewer
   * than n + 12 sqrt(n) clients for all practical purposes, and s must not depend on who was drawn.
   *
   * @throws InvalidInputException where units would be too coarse
   */
  static NormEncoding encoding(GaussianMechanism mechanism, Schedule schedule) {
    double clip = mechanism.clip();
    double clients = schedule.size() + 12 * Math.sqrt(schedule.size());
    double noise = Math.sqrt(mechanism.largestVariance(schedule, clients));
    double magnitude = clients * clip + DEVIATIONS * noise;
    int bits = Double.isInfinite(magnitude) ? 0 : Headroom.bits(magnitude);
    double share = noise / Math.sqrt(clients);
    if (bits < Encoding.LEAST_BITS) {
      throw new InvalidInputException(
          String.format(
              "privacy.clip: a sum of %.0f updates of norm up to %s, with noise of deviation %s,"
                  + " leaves %d fractional bits of 64, expected at least %d; lower the clip",
              clients, clip, noise, bits, Encoding.LEAST_BITS));
    }
    if (Math.scalb(clip, bits) < CLIP_UNITS
        || (noise > 0 && Math.scalb(share, bits) < NOISE_UNITS)) {
      throw new InvalidInputException(
          String.format(
              "privacy.clip: updates of norm up to %s, with noise of deviation %s a client, are too"
                  + " small for units of 2^-%d; expected a larger clip or more noise",
              clip, share, bits));
    }
    return new NormEncoding(clip, bits);
  }
}
