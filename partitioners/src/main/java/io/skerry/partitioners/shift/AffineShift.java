package io.skerry.partitioners.shift;

import io.skerry.core.data.DataSpec;
import io.skerry.core.random.RandomKey;
import io.skerry.core.random.RandomStream;
import io.skerry.partitioners.distributions.Normals;

/**
 * Sensors that are calibrated differently: client k sees exp(scale s_kj) x_j + offset o_kj for x_j,
 * with s_kj and o_kj standard normal, drawn once a client and feature.
 */
public record AffineShift(double scale, double offset, RandomKey key) implements Shift {

  public AffineShift {
    Normals.checkDeviation("shift.affine.scale", scale);
    Normals.checkDeviation("shift.affine.offset", offset);
  }

  @Override
  public void check(DataSpec data) {
    ShiftInput.requireNumbers("shift.affine", data);
  }

  @Override
  public void apply(ShiftedRows rows, Whose whose) {
    RandomStream stream = key.child(whose.client()).stream();
    for (int j = 0; j < rows.width; j++) {
      float factor = (float) StrictMath.exp(whose.strength() * scale * Normals.next(stream));
      float added = (float) (whose.strength() * offset * Normals.next(stream));
      for (int at = j; at < rows.features.length; at += rows.width) {
        rows.features[at] = factor * rows.features[at] + added;
      }
    }
  }
}
