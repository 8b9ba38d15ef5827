package io.skerry.core.data;

import io.skerry.core.InvalidInputException;
import java.io.Serializable;
import java.util.List;

/**
 * What an example looks like.
 *
 * @param shape dimensions of one example's features, such as [60], [28, 28] or [3, 84, 84]
 * @param classes number of classes; labels are 0..classes-1
 * @param vocabulary where features are token ids, how many there are: 0..vocabulary-1; else 0
 */
public record DataSpec(List<Integer> shape, int classes, int vocabulary) implements Serializable {

  public DataSpec {
    shape = List.copyOf(shape);
    if (shape.isEmpty() || shape.stream().anyMatch(d -> d <= 0)) {
      throw new InvalidInputException("an example's shape must be positive, not " + shape);
    }
    if (classes < 2) {
      throw new InvalidInputException("data needs at least 2 classes, not " + classes);
    }
    if (vocabulary < 0) {
      throw new InvalidInputException("a vocabulary cannot have " + vocabulary + " tokens");
    }
  }

  /** Examples whose features are numbers. */
  public DataSpec(List<Integer> shape, int classes) {
    this(shape, classes, 0);
  }

  /** Features per example: the product of the shape. */
  public int width() {
    return shape.stream().reduce(1, Math::multiplyExact);
  }
}
