package io.skerry.clients.model;

import io.skerry.core.InvalidInputException;
import io.skerry.core.data.DataSpec;
import io.skerry.core.model.ParameterLayout;
import io.skerry.core.random.RandomKey;
import java.io.Serializable;
import java.util.List;

/**
 * Layers in a row. The last one's outputs are the logits of a softmax over the classes, or where
 * labels are real numbers the number that is predicted, with a squared loss. The flat vector of
 * parameters holds each layer's tensors in the order of the layers, whose numbers count from 1.
 *
 * @param data the examples that it predicts labels of
 */
public record Model(DataSpec data, List<Layer> layers) implements Serializable {
  /** Two copies fit one region of memory, which holds less than 2^31 bytes. */
  static final int MAX_PARAMETERS = 250_000_000;

  public Model {
    layers = List.copyOf(layers);
    int width = data.width();
    for (Layer layer : layers) {
      if (layer.inputs() != width) {
        throw new IllegalArgumentException(layer + " follows " + width + " values");
      }
      width = layer.outputs();
    }
    if (width != data.outputs()) {
      throw new IllegalArgumentException(width + " outputs, expected " + data.outputs());
    }
    if (size(layers) > MAX_PARAMETERS) {
      throw new InvalidInputException(
          "model: expected at most " + MAX_PARAMETERS + " parameters, not " + size(layers));
    }
  }

  /** Where each tensor lies. */
  public ParameterLayout layout() {
    ParameterLayout layout = ParameterLayout.empty();
    for (int l = 0; l < layers.size(); l++) {
      layout = layers.get(l).addTo(layout, l + 1);
    }
    return layout;
  }

  /** Initial parameters, each layer's from a child key of its own. */
  public float[] initialParameters(RandomKey key) {
    int[] offsets = offsets();
    float[] parameters = new float[offsets[layers.size()]];
    for (int l = 0; l < layers.size(); l++) {
      layers.get(l).initialise(key.child(l), parameters, offsets[l]);
    }
    return parameters;
  }

  /**
   * Floating point operations to train on one example: a forward pass and both gradients of every
   * layer, without the gradient by the inputs of the first layer that has parameters. Products
   * only: for dense layers 4 in out, 6 in out from the second on.
   */
  public long trainingFlops() {
    int first = firstTrained();
    long flops = 0;
    for (int l = 0; l < layers.size(); l++) {
      int passes = l < first ? 1 : l == first ? 2 : 3;
      flops += passes * layers.get(l).flops();
    }
    return flops;
  }

  /** The loss of batches of up to {@code rows} examples. */
  Loss loss(int rows) {
    return data.numericLabels()
        ? new SquaredError(rows)
        : new SoftmaxCrossEntropy(data.classes(), rows);
  }

  /** Index of the first layer that has parameters; no gradient goes further down. */
  int firstTrained() {
    int[] offsets = offsets();
    int first = 0;
    while (first < layers.size() && offsets[first + 1] == 0) {
      first++;
    }
    return first;
  }

  /** Where each layer's parameters start, and at the end their number. */
  int[] offsets() {
    int[] offsets = new int[layers.size() + 1];
    for (int l = 0; l < layers.size(); l++) {
      int size = layers.get(l).addTo(ParameterLayout.empty(), 0).size();
      offsets[l + 1] = offsets[l] + size;
    }
    return offsets;
  }

  private static long size(List<Layer> layers) {
    try {
      return layers.stream().mapToLong(l -> l.addTo(ParameterLayout.empty(), 0).size()).sum();
    } catch (ArithmeticException e) {
      return Integer.MAX_VALUE;
    }
  }
}
