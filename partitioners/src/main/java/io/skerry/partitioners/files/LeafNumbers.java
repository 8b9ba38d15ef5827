package io.skerry.partitioners.files;

import io.skerry.core.data.DataSpec;
import io.skerry.core.data.FloatFeatures;
import java.util.List;

/** Lists of numbers with a class each. */
final class LeafNumbers extends LeafSet {
  /** Labels from here on are not exact as float32. */
  private static final int LABEL_LIMIT = 1 << 24;

  private final List<Integer> shape;
  private final int classes;
  private int width;
  private boolean minusOne;
  private boolean otherThanOne;
  private int highest;

  /**
   * @param shape empty for one as long as the lists
   * @param classes 0 for as many as there are labels
   */
  LeafNumbers(List<Integer> shape, int classes) {
    this.shape = shape;
    this.classes = classes;
    this.width = shape.isEmpty() ? 0 : new DataSpec(shape, 2).width();
  }

  @Override
  void scan(LeafUser user, int[] learnable) {
    if (user.examples() == 0) {
      return;
    }
    int own = ((FloatRows) user.x()).width();
    if (width != 0 && own != width) {
      throw user.refusal(
          shape.isEmpty()
              ? "expected " + width + " features as in the users before, not " + own
              : "expected " + width + " features, a shape of " + shape + ", not " + own);
    }
    width = own;
    for (float label : user.labels()) {
      if (classes > 0 && !(label >= 0 && label < classes && label == (int) label)) {
        throw user.refusal("expected labels 0 to " + (classes - 1) + ", not label " + label);
      }
      if (!(label == (int) label && label >= -1 && label < LABEL_LIMIT)) {
        throw user.refusal("expected labels -1 and 1, or whole numbers from 0, not label " + label);
      }
      minusOne |= label == -1;
      otherThanOne |= label == 0 || label > 1;
      highest = Math.max(highest, (int) label);
    }
  }

  @Override
  DataSpec data(InputFile path) {
    if (minusOne && otherThanOne) {
      throw path.refusal("expected labels -1 and 1, or whole numbers from 0, not a mixture");
    }
    return new DataSpec(
        shape.isEmpty() ? List.of(width) : shape, classes > 0 ? classes : Math.max(2, highest + 1));
  }

  @Override
  Labelled examples(LeafUser user) {
    float[] labels = user.labels();
    if (minusOne) {
      for (int i = 0; i < labels.length; i++) {
        labels[i] = Math.max(labels[i], 0);
      }
    }
    return new Labelled(new FloatFeatures(user.numbers(), width), labels);
  }
}
