package io.skerry.clients;

import io.skerry.core.data.ClientData;
import io.skerry.core.data.DataSpec;
import io.skerry.core.data.Examples;
import io.skerry.core.data.FloatFeatures;
import io.skerry.core.pipeline.ClientTask;
import io.skerry.core.random.RandomKey;
import io.skerry.core.random.RandomStream;
import java.util.List;

/** Clients for tests. */
final class Clients {
  private Clients() {}

  static DataSpec spec(int width, int classes) {
    return new DataSpec(List.of(width), classes);
  }

  static Examples examples(float[] values, float... labels) {
    int width = labels.length == 0 ? 2 : values.length / labels.length;
    return Examples.range(new FloatFeatures(values, width), labels, 0, labels.length);
  }

  static ClientTask task(long ordinal, Examples train) {
    Examples none = train.pick(new int[0]);
    ClientData data = new ClientData(ordinal, "c" + ordinal, null, train, none);
    return new ClientTask(1, data, RandomKey.of(42).child(ordinal));
  }

  /** Separable examples: the class is the largest of the first {@code classes} features. */
  static Examples separable(long seed, int size, int width, int classes) {
    RandomStream stream = RandomKey.of(seed).stream();
    float[] values = new float[size * width];
    float[] labels = new float[size];
    for (int row = 0; row < size; row++) {
      int label = stream.nextInt(classes);
      for (int i = 0; i < width; i++) {
        values[row * width + i] = (float) stream.nextDouble();
      }
      values[row * width + label] += 1;
      labels[row] = label;
    }
    return examples(values, labels);
  }
}
