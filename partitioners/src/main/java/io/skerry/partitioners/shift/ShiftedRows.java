package io.skerry.partitioners.shift;

import io.skerry.core.data.DataSpec;
import io.skerry.core.data.Examples;
import io.skerry.core.data.FloatFeatures;

/** A copy of some examples of one client, to be changed: rows of floats and a label each. */
public final class ShiftedRows {
  final DataSpec data;
  final int width;
  final float[] features;
  final float[] labels;

  ShiftedRows(Examples examples, DataSpec data) {
    this.data = data;
    this.width = examples.width();
    this.features = new float[Math.multiplyExact(examples.size(), width)];
    this.labels = new float[examples.size()];
    for (int i = 0; i < labels.length; i++) {
      examples.gather(i, features, i * width);
      labels[i] = examples.label(i);
    }
  }

  Examples examples() {
    return Examples.range(new FloatFeatures(features, width), labels, 0, labels.length);
  }
}
