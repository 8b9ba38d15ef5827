package io.skerry.core.data;

import io.skerry.core.InvalidInputException;
import java.io.Serializable;
import java.util.List;

/**
 * What an example looks like.
 *
 * @param shape dimensions of one example's features, such as [60], [28, 28] or [3, 84, 84]
 * @param classes number of classes, labels being 0..classes-1; 0 where labels are real numbers
 * @param vocabulary where features are token ids, how many there are: 0..vocabulary-1; else 0
 */
public record DataSpec(List<Integer> shape, int classes, int vocabulary) implements Serializable {

  public DataSpec {
    shape = List.copyOf(shape);
    if (shape.isEmpty() || shape.stream().anyMatch(d -> d <= 0)) {
      throw new InvalidInputException("an example's shape must be positive, not " + shape);
    }
    if (classes < 2 && classes != 0) {
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

  /** Whether labels are real numbers, not classes. */
  public boolean numericLabels() {
    return classes == 0;
  }

  /** Values that a model has for an example: one for each class, or one number. */
  public int outputs() {
    return numericLabels() ? 1 : classes;
  }

  /** Whether an example can have this label. */
  public boolean accepts(float label) {
    return numericLabels()
        ? Float.isFinite(label)
        : label >= 0 && label < classes && label == (int) label;
  }

  /** What {@link #accepts} accepts, in words. */
  public String labelsInWords() {
    return numericLabels() ? "a finite number" : "a class from 0 to " + (classes - 1);
  }
}
