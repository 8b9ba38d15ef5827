package io.skerry.privacy;

import io.skerry.core.InvalidInputException;
import io.skerry.core.schedule.Schedule;
import io.skerry.core.sum.Encoding;
import io.skerry.core.sum.Headroom;
import io.skerry.core.sum.NormEncoding;

/** The unit of the ring in which a private sum is formed: a function of the config alone. */
final class Resolution {
  private Resolution() {}

  /**
   * The finest encoding in which no sum can wrap. A cohort drawn with expected size n has fewer
   * than n + 12 sqrt(n) clients for all practical purposes, and s must not depend on who was drawn.
   *
   * @throws InvalidInputException where units would be too coarse
   */
  static NormEncoding encoding(NoiseMechanism mechanism, Schedule schedule) {
    double clip = mechanism.clip();
    double clients = schedule.size() + 12 * Math.sqrt(schedule.size());
    double noise = Math.sqrt(mechanism.largestVariance(schedule, clients));
    double magnitude = clients * clip + mechanism.law().headroom() * noise;
    int bits = Double.isInfinite(magnitude) ? 0 : Headroom.bits(magnitude);
    NoiseLaw law = mechanism.law();
    // What the sampler of a discrete law can span decides its units.
    bits = Math.min(bits, Math.getExponent(law.mostDeviation / mechanism.deviation(schedule)));
    double share = noise / Math.sqrt(clients);
    if (bits < Encoding.LEAST_BITS && !law.discrete()) {
      throw new InvalidInputException(
          String.format(
              "privacy.clip: a sum of %.0f updates of norm up to %s, with noise of deviation %s,"
                  + " leaves %d fractional bits of 64, expected at least %d; lower the clip",
              clients, clip, noise, bits, Encoding.LEAST_BITS));
    }
    if (bits < 0
        || Math.scalb(clip, bits) < law.leastClip
        || (noise > 0 && Math.scalb(share, bits) < law.leastShare)) {
      throw new InvalidInputException(
          String.format(
              "privacy.clip: updates of norm up to %s, with %s noise of deviation %s a client, are"
                  + " too small for units of 2^-%d; expected %s",
              clip,
              PrivacyNames.of(law),
              share,
              bits,
              law.discrete()
                  ? "a smaller noise multiplier or fewer clients"
                  : "a larger clip or more noise"));
    }
    return new NormEncoding(law.norm(), clip, bits);
  }
}
