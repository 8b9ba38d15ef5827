package io.skerry.core.data;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Some examples of one client: a view of rows in shared arrays. */
public final class Examples {
  private final Features features;
  private final float[] labels;
  private final int from;
  private final int size;
  private final int @Nullable [] picked;

  private Examples(Features features, float[] labels, int from, int size, int @Nullable [] picked) {
    this.features = features;
    this.labels = labels;
    this.from = from;
    this.size = size;
    this.picked = picked;
  }

  /** Rows {@code from..from + size}. */
  public static Examples range(Features features, float[] labels, int from, int size) {
    if (from < 0 || size < 0 || from + size > features.rows() || from + size > labels.length) {
      throw new IllegalArgumentException("no rows " + from + " to " + (from + size));
    }
    return new Examples(features, labels, from, size, null);
  }

  /** The examples at the given indices of this view, in that order. */
  public Examples pick(int[] indices) {
    int[] rows = new int[indices.length];
    Arrays.setAll(rows, i -> row(indices[i]));
    return new Examples(features, labels, 0, rows.length, rows);
  }

  public int size() {
    return size;
  }

  /** Features per example. */
  public int width() {
    return features.width();
  }

  /** Label of example {@code index}: its class as a whole number, or any real number. */
  public float label(int index) {
    return labels[row(index)];
  }

  /** Writes the features of example {@code index} to {@code target[at..at + width)}. */
  public void gather(int index, float[] target, int at) {
    features.gather(row(index), target, at);
  }

  private int row(int index) {
    if (index < 0 || index >= size) {
      throw new IndexOutOfBoundsException("example " + index + " of " + size);
    }
    return picked == null ? from + index : picked[index];
  }
}
