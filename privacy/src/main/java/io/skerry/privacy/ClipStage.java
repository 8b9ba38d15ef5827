package io.skerry.privacy;

import io.skerry.core.pipeline.ClientUpdate;
import io.skerry.core.pipeline.VectorStage;
import io.skerry.core.schedule.RoundPlan;
import io.skerry.core.sum.Norm;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * Weighs an update by min(n, K) / K, then scales it to norm C where it is longer. One factor and
 * one rounding a coordinate; what rounding leaves beyond C the encoding takes away.
 *
 * @param measure of the norm
 * @param norm C
 * @param weightCap K; null leaves updates unweighed
 */
record ClipStage(Norm measure, double norm, @Nullable Integer weightCap)
    implements VectorStage, VectorStage.ClientHalf {

  @Override
  public ClientHalf clientHalf(RoundPlan plan) {
    return this;
  }

  @Override
  public void apply(ClientUpdate update) {
    double weight = weight(update, weightCap);
    double length = weight * (measure == Norm.L1 ? l1(update.vector()) : update.norm());
    double factor = weight;
    if (length > norm) {
      factor *= norm / length;
      update.markClipped();
    }
    if (factor != 1) {
      float[] vector = update.vector();
      for (int i = 0; i < vector.length; i++) {
        vector[i] = (float) (vector[i] * factor);
      }
    }
  }

  private static double l1(float[] vector) {
    double sum = 0;
    for (float value : vector) {
      sum += Math.abs(value);
    }
    return sum;
  }

  /** What an update is multiplied by before the clip. */
  static double weight(ClientUpdate update, @Nullable Integer weightCap) {
    return weightCap == null ? 1 : (double) Math.min(update.samples(), weightCap) / weightCap;
  }

  @Override
  public OptionalDouble clip() {
    return OptionalDouble.of(norm);
  }

  @Override
  public ClipStage serverHalf(RoundPlan plan, float[] mean) {
    return this;
  }
}
