package io.skerry.privacy;

import io.skerry.core.pipeline.ClientUpdate;
import io.skerry.core.pipeline.VectorStage;
import io.skerry.core.schedule.RoundPlan;
import org.jspecify.annotations.Nullable;

/**
 * Weighs an update by min(n, K) / K, then scales it to L2 norm C where it is longer. One factor and
 * one rounding a coordinate; what rounding leaves beyond C the encoding takes away.
 *
 * @param clip C
 * @param weightCap K; null leaves updates unweighed
 */
record ClipStage(double clip, @Nullable Integer weightCap)
    implements VectorStage, VectorStage.ClientHalf {

  @Override
  public ClientHalf clientHalf(RoundPlan plan) {
    return this;
  }

  @Override
  public void apply(ClientUpdate update) {
    double weight =
        weightCap == null ? 1 : (double) Math.min(update.samples(), weightCap) / weightCap;
    double norm = weight * update.norm();
    double factor = weight;
    if (norm > clip) {
      factor *= clip / norm;
      update.markClipped();
    }
    if (factor != 1) {
      float[] vector = update.vector();
      for (int i = 0; i < vector.length; i++) {
        vector[i] = (float) (vector[i] * factor);
      }
    }
  }

  @Override
  public void serverHalf(RoundPlan plan, float[] mean) {}
}
