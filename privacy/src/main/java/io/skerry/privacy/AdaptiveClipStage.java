package io.skerry.privacy;

import io.skerry.core.pipeline.ClientUpdate;
import io.skerry.core.pipeline.VectorStage;
import io.skerry.core.schedule.RoundPlan;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * Clips to a norm C that follows the quantile gamma of the clients' norms (Andrew et al. 2021,
 * Algorithm 1).
 *
 * <p>A client sends a times its update over C, of norm at most a, and after it s (b - 1/2), where b
 * is 1 if the update was within C and else 0; a^2 + s^2/4 = 1. So what it sends has norm at most 1
 * whatever C is, and noise of multiplier z on every coordinate of the sum prices vector and
 * indicator together: over C the vector's has multiplier z/a = (z^-2 - (2 sigma_b)^-2)^(-1/2), the
 * paper's z_Delta, and the number of b = 1 that of deviation sigma_b = z/s. The server takes a / C
 * off the mean, and C &lt;- C exp(-eta (mean b - gamma)).
 *
 * @param norm C of the coming round
 * @param quantile gamma
 * @param rate eta
 * @param spread s, in (0, 2)
 * @param weightCap as in {@link ClipStage}
 */
record AdaptiveClipStage(
    double norm, double quantile, double rate, double spread, @Nullable Integer weightCap)
    implements VectorStage, VectorStage.ClientHalf {
  /** Where all updates are zero, or grow without end, C stays what floats can be divided by. */
  private static final double LEAST = 0x1p-100;

  @Override
  public ClientHalf clientHalf(RoundPlan plan) {
    return this;
  }

  @Override
  public void apply(ClientUpdate update) {
    double weight = ClipStage.weight(update, weightCap);
    double length = weight * update.norm();
    boolean within = length <= norm;
    if (!within) {
      update.markClipped();
    }
    double factor = weight * share() / (within ? norm : length);
    float[] vector = update.vector();
    for (int i = 0; i < vector.length; i++) {
      vector[i] = (float) (vector[i] * factor);
    }
    update.append((float) (within ? spread / 2 : -spread / 2));
  }

  @Override
  public int appended() {
    return 1;
  }

  @Override
  public OptionalDouble clip() {
    return OptionalDouble.of(norm);
  }

  @Override
  public AdaptiveClipStage serverHalf(RoundPlan plan, float[] mean) {
    int indicator = mean.length - 1;
    for (int i = 0; i < indicator; i++) {
      mean[i] = (float) (mean[i] * norm / share());
    }
    double within = 0.5 + mean[indicator] / spread;
    double next = norm * StrictMath.exp(-rate * (within - quantile));
    return new AdaptiveClipStage(
        Math.min(Math.max(next, LEAST), 1 / LEAST), quantile, rate, spread, weightCap);
  }

  /** a: the norm that is left to the vector. */
  private double share() {
    return Math.sqrt(1 - spread * spread / 4);
  }
}
