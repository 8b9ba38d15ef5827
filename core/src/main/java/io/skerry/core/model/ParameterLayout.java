package io.skerry.core.model;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * Where each tensor lies in the flat vector of parameters; tensors follow one another, row-major.
 */
public record ParameterLayout(List<Tensor> tensors) implements Serializable {

  /**
   * One tensor.
   *
   * @param name unique within the model, such as "dense-1/weights"
   * @param shape dimensions, weights of a dense layer as [out, in]
   * @param offset index of its first value in the flat vector
   */
  public record Tensor(String name, List<Integer> shape, int offset) implements Serializable {
    public Tensor {
      shape = List.copyOf(shape);
    }

    /** Number of values. */
    public int size() {
      return shape.stream().reduce(1, Math::multiplyExact);
    }
  }

  public ParameterLayout {
    tensors = List.copyOf(tensors);
    int offset = 0;
    for (Tensor tensor : tensors) {
      if (tensor.offset() != offset) {
        throw new IllegalArgumentException(tensor.name() + " does not start at " + offset);
      }
      offset = Math.addExact(offset, tensor.size());
    }
  }

  /** A layout without tensors, to be extended by {@link #with}. */
  public static ParameterLayout empty() {
    return new ParameterLayout(List.of());
  }

  /** This layout with one more tensor at its end. */
  public ParameterLayout with(String name, Integer... shape) {
    List<Tensor> more = new ArrayList<>(tensors);
    more.add(new Tensor(name, List.of(shape), size()));
    return new ParameterLayout(more);
  }

  /** Number of parameters. */
  public int size() {
    if (tensors.isEmpty()) {
      return 0;
    }
    Tensor last = tensors.get(tensors.size() - 1);
    return last.offset() + last.size();
  }
}
