package io.skerry.privacy;

import io.skerry.core.InvalidInputException;
import io.skerry.core.model.ParameterLayout;
import io.skerry.core.model.ParameterLayout.Tensor;
import io.skerry.core.pipeline.ClientUpdate;
import io.skerry.core.pipeline.VectorStage;
import io.skerry.core.schedule.RoundPlan;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * Clips each layer of an update to a norm of its own (McMahan et al. 2018, per-layer clipping): an
 * update then has at most the root of the sum of their squares, C.
 *
 * @param weightCap as in {@link ClipStage}
 */
record LayerClipStage(List<Layer> layers, @Nullable Integer weightCap)
    implements VectorStage, VectorStage.ClientHalf {

  /** A layer's values end before {@code until}, and the next one's begin there. */
  record Layer(int until, double bound) implements Serializable {}

  /**
   * A stage for the layers of a model: the tensors whose names begin alike, up to a slash.
   *
   * @param bounds of the layers; null for {@code clip} over the root of their number each
   */
  static LayerClipStage of(
      ParameterLayout layout,
      double clip,
      @Nullable List<Double> bounds,
      @Nullable Integer weightCap) {
    Map<String, Integer> ends = new LinkedHashMap<>();
    for (Tensor tensor : layout.tensors()) {
      ends.put(tensor.name().split("/", 2)[0], tensor.offset() + tensor.size());
    }
    if (bounds != null && bounds.size() != ends.size()) {
      throw new InvalidInputException(
          "privacy.layer-clips: expected "
              + ends.size()
              + " numbers, one for each of "
              + String.join(", ", ends.keySet())
              + ", not "
              + bounds.size());
    }
    List<Layer> layers = new ArrayList<>();
    for (int end : ends.values()) {
      double bound = bounds == null ? clip / Math.sqrt(ends.size()) : bounds.get(layers.size());
      layers.add(new Layer(end, bound));
    }
    return new LayerClipStage(layers, weightCap);
  }

  @Override
  public ClientHalf clientHalf(RoundPlan plan) {
    return this;
  }

  @Override
  public void apply(ClientUpdate update) {
    double weight = ClipStage.weight(update, weightCap);
    float[] vector = update.vector();
    int from = 0;
    for (Layer layer : layers) {
      double square = 0;
      for (int i = from; i < layer.until; i++) {
        square += (double) vector[i] * vector[i];
      }
      double length = weight * Math.sqrt(square);
      double factor = weight;
      if (length > layer.bound) {
        factor *= layer.bound / length;
        update.markClipped();
      }
      if (factor != 1) {
        for (int i = from; i < layer.until; i++) {
          vector[i] = (float) (vector[i] * factor);
        }
      }
      from = layer.until;
    }
  }

  @Override
  public OptionalDouble clip() {
    double square = layers.stream().mapToDouble(layer -> layer.bound * layer.bound).sum();
    return OptionalDouble.of(Math.sqrt(square));
  }

  @Override
  public LayerClipStage serverHalf(RoundPlan plan, float[] mean) {
    return this;
  }
}
