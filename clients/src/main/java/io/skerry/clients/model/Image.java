package io.skerry.clients.model;

import io.skerry.core.InvalidInputException;
import io.skerry.core.data.DataSpec;
import java.io.Serializable;
import java.util.List;

/** The shape of an image whose values lie by channel, row and column. */
record Image(int channels, int height, int width) implements Serializable {

  /** The images of {@code data}, [height, width] or [channels, height, width]. */
  static Image of(String type, DataSpec data) {
    List<Integer> shape = data.shape();
    if (data.vocabulary() > 0 || shape.size() < 2 || shape.size() > 3) {
      throw new InvalidInputException(
          "model.type: "
              + type
              + " takes images, expected examples of shape [height, width] or [channels, height,"
              + " width], not "
              + (data.vocabulary() > 0 ? "token ids" : shape));
    }
    int channels = shape.size() == 2 ? 1 : shape.get(0);
    return new Image(channels, shape.get(shape.size() - 2), shape.get(shape.size() - 1));
  }

  /** Values of one channel. */
  int area() {
    return Math.multiplyExact(height, width);
  }

  /** Values in all. */
  int size() {
    return Math.multiplyExact(channels, area());
  }
}
