package io.skerry.clients.model;

import io.skerry.clients.kernels.Floats;
import io.skerry.clients.kernels.Pooling;

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
    Pooling.forward(planes(batch), image.height(), image.width(), size, inputs, outputs);
  }

  @Override
  public void inputGradient(
      Batch batch,
      Floats parameters,
      Floats inputs,
      Floats outputs,
      Floats outputGradient,
      Floats inputGradient) {
    Pooling.backward(
        planes(batch),
        image.height(),
        image.width(),
        size,
        inputs,
        outputs,
        outputGradient,
        inputGradient);
  }

  private int planes(Batch batch) {
    return batch.rows() * image.channels();
  }
}
