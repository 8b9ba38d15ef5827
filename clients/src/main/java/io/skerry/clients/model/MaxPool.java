package io.skerry.clients.model;

import io.skerry.clients.kernels.Floats;

/**
 * The largest value of each square of {@code size} x {@code size}, side by side, by channel; rows
 * and columns that fill no square are left out. The gradient goes to the first of equals.
 */
record MaxPool(Image image, int size) implements ParameterFree {

  MaxPool {
    new Patches(image, size, size, Padding.VALID);
  }

  /** The image that leaves. */
  Image output() {
    return new Image(image.channels(), image.height() / size, image.width() / size);
  }

  @Override
  public int inputs() {
    return image.size();
  }

  @Override
  public int outputs() {
    return image.channels() * (image.height() / size) * (image.width() / size);
  }

  @Override
  public void forward(Batch batch, Floats parameters, Floats inputs, Floats outputs) {
    int height = image.height() / size;
    int width = image.width() / size;
    int to = 0;
    for (int channel = 0; channel < batch.rows() * image.channels(); channel++) {
      for (int y = 0; y < height; y++) {
        int line = channel * image.area() + y * size * image.width();
        for (int x = 0; x < width; x++, to++) {
          outputs.set(to, largest(inputs, line + x * size));
        }
      }
    }
  }

  @Override
  public void inputGradient(
      Batch batch,
      Floats parameters,
      Floats inputs,
      Floats outputs,
      Floats outputGradient,
      Floats inputGradient) {
    int height = image.height() / size;
    int width = image.width() / size;
    inputGradient.fill(0, batch.rows() * inputs(), 0);
    int from = 0;
    for (int channel = 0; channel < batch.rows() * image.channels(); channel++) {
      for (int y = 0; y < height; y++) {
        int line = channel * image.area() + y * size * image.width();
        for (int x = 0; x < width; x++, from++) {
          int at = first(inputs, line + x * size, outputs.get(from));
          inputGradient.set(at, outputGradient.get(from));
        }
      }
    }
  }

  private float largest(Floats inputs, int corner) {
    float largest = inputs.get(corner);
    for (int dy = 0; dy < size; dy++) {
      for (int dx = 0; dx < size; dx++) {
        largest = Math.max(largest, inputs.get(corner + dy * image.width() + dx));
      }
    }
    return largest;
  }

  /** Where the square first holds {@code value}; its last place where that is NaN. */
  private int first(Floats inputs, int corner, float value) {
    int places = size * size;
    for (int i = 0; i < places - 1; i++) {
      int at = corner + i / size * image.width() + i % size;
      if (inputs.get(at) == value) {
        return at;
      }
    }
    return corner + (size - 1) * (image.width() + 1);
  }
}
