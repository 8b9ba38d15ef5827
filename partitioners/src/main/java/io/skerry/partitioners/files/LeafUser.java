package io.skerry.partitioners.files;

import io.skerry.core.InvalidInputException;
import java.util.List;

/**
 * One user of a LEAF file.
 *
 * @param x features of each example as stored
 * @param y label of each example as stored
 */
record LeafUser(LeafPlace place, LeafRows x, LeafRows y) {

  /** Its name. */
  String id() {
    return place.user();
  }

  int examples() {
    return y.rows();
  }

  InvalidInputException refusal(String sentence) {
    return place.refusal(sentence);
  }

  float[] numbers() {
    return ((FloatRows) x).toArray();
  }

  /** The texts of one example's x. */
  List<String> texts(int example) {
    return ((TextRows) x).row(example);
  }

  /** Labels that are numbers. */
  float[] labels() {
    return ((FloatRows) y).toArray();
  }

  /** The texts of one example's y. */
  List<String> answer(int example) {
    return ((TextRows) y).row(example);
  }
}
