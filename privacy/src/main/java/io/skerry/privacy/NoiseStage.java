package io.skerry.privacy;

import io.skerry.core.pipeline.RingStage;
import io.skerry.core.pipeline.RoundEvent;
import io.skerry.core.random.StreamKey;
import io.skerry.core.schedule.RoundPlan;
import io.skerry.core.sum.RingSum;
import io.skerry.privacy.randomness.Randomness;
import java.util.List;
import java.util.Optional;

/**
 * Adds the mechanism's noise in units of the ring and emits the event that it costs.
 *
 * <p>Discrete noise is drawn in whole units. A Gaussian draw N is rounded to a whole unit. The
 * encoded sum S is whole, so that round(N) + S = round(N + S): noise added once, and a client's own
 * local noise, are the real mechanism followed by a rounding, which costs nothing. A sum of m
 * rounded shares has the rounding errors of m draws instead of one, which adds m / 12 squared units
 * to its variance and leaves its law, as that of sums of discrete Gaussians (Kairouz, Liu, Steinke
 * 2021), within terms of order exp(-2 pi^2 sigma^2) of the Gaussian's, where sigma is a share's
 * deviation in units. Where a client of the plan dropped out the server adds the very share that it
 * would have added, so that the law of the noise in the sum is the same. The Gaussian draws are
 * doubles, and rounding them to units does not make them safe to release: that is for the discrete
 * laws, from a secret.
 */
record NoiseStage(NoiseMechanism mechanism, int bits, Randomness randomness) implements RingStage {

  @Override
  public Optional<ClientHalf> clientHalf(RoundPlan plan) {
    return mechanism.noise(plan).fromClients() == 0
        ? Optional.empty()
        : Optional.of(new Share(key(plan), mechanism.share(plan, bits)));
  }

  @Override
  public List<RoundEvent> serverHalf(RoundPlan plan, RingSum sum) {
    double variance = mechanism.noise(plan).fromServer();
    boolean toppedUp = mechanism.toppedUp(plan);
    CorrelatedNoise correlated = mechanism.correlated();
    if (toppedUp) {
      Share share = new Share(key(plan), mechanism.share(plan, bits));
      for (long lost : plan.lost()) {
        long[] noise = new long[sum.values().length];
        share.apply(lost, noise, 0);
        sum.add(noise);
      }
    } else if (variance > 0 && correlated != null) {
      double draw = mechanism.deviation(plan.schedule());
      correlated.addTo(
          sum, plan, Math.scalb(draw * draw, 2 * bits), randomness.key(plan.schedule(), "noise"));
    } else if (variance > 0) {
      long[] noise = new long[sum.values().length];
      mechanism
          .law()
          .noise(Math.scalb(variance, 2 * bits), 1)
          .addTo(noise, key(plan).child("server").stream());
      sum.add(noise);
    }
    return List.of(
        new PricedEvent(
            mechanism.event(plan),
            mechanism.relation(),
            mechanism.placement(),
            mechanism.hypothetical() != null,
            toppedUp));
  }

  @Override
  public NoiseLevel noise(RoundPlan plan) {
    return mechanism.noise(plan);
  }

  private StreamKey key(RoundPlan plan) {
    return randomness.key(plan, "noise");
  }

  /** What one client adds, also where its update diverged and is zero. */
  private record Share(StreamKey key, NoiseLaw.Noise noise) implements ClientHalf {
    @Override
    public long apply(long ordinal, long[] encoded, long weight) {
      noise.addTo(encoded, key.child(ordinal).stream());
      return weight;
    }
  }
}
