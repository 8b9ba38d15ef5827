package io.skerry.privacy;

import io.skerry.core.pipeline.ClientUpdate;
import io.skerry.core.pipeline.VectorStage;
import io.skerry.core.schedule.RoundPlan;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * Weighs an update by min(n, K) / K, then scales it to L2 norm C where it is longer. One factor and
 * one rounding a coordinate; what rounding leaves beyond C the encoding takes away.
 *
 * @param norm C
 * @param weightCap K; null leaves updates unweighed
 */
record ClipStage(double norm, @Nullable Integer weightCap)
    implements VectorStage, VectorStage.ClientHalf {

  @Override
  public ClientHalf clientHalf(RoundPlan plan) {
    return this;
  }

  @Override
  public void apply(ClientUpdate update) {
    double weight = weight(update, weightCap);
    double length = weight * update.norm();
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
