package io.skerry.jobs.table;

import io.skerry.jobs.table.TableColumns.Input;
import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How columns of a table become features. */
public sealed interface Feature extends Serializable {

  /** The columns that are read. */
  List<Input> inputs();

  /** Whether something is fitted to the training examples. */
  boolean learns();

  /**
   * Numbers as they are, or scaled.
   *
   * @param missing what stands in for a missing value: mean, median or mode of the column; null
   *     where none may be missing
   */
  record Numbers(List<String> columns, @Nullable String missing, Scale scale) implements Feature {
    public Numbers {
      columns = List.copyOf(columns);
    }

    /** A column of numbers as it is. */
    public static Numbers plain(String column) {
      return new Numbers(List.of(column), null, Scale.NONE);
    }

    @Override
    public List<Input> inputs() {
      return columns.stream().map(column -> new Input(column, true, missing != null)).toList();
    }

    @Override
    public boolean learns() {
      return missing != null || scale != Scale.NONE;
    }
  }

  /** How numbers are scaled. */
  enum Scale {
    NONE,
    /** To mean 0 and standard deviation 1. */
    STANDARD,
    /** To 0..1 between the smallest and the largest. */
    MIN_MAX
  }

  /**
   * Texts of a small set, in alphabetical order: a 1 at the text's place, or its place as a number.
   * What is missing or was not seen in training has no 1, or comes after the others.
   */
  record Categories(List<String> columns, boolean oneHot) implements Feature {
    public Categories {
      columns = List.copyOf(columns);
    }

    @Override
    public List<Input> inputs() {
      return columns.stream().map(column -> new Input(column, false, true)).toList();
    }

    @Override
    public boolean learns() {
      return true;
    }
  }

  /**
   * How often each word of a text occurs, in lower case.
   *
   * @param hashed whether words are put into {@code size} places by their hashes; else the {@code
   *     size} most frequent words have a place each
   */
  record Words(String column, boolean hashed, int size) implements Feature {

    @Override
    public List<Input> inputs() {
      return List.of(new Input(column, false, false));
    }

    @Override
    public boolean learns() {
      return !hashed;
    }
  }
}
