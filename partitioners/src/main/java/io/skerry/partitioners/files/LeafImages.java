package io.skerry.partitioners.files;

import io.skerry.core.data.ByteFeatures;
import io.skerry.core.data.DataSpec;
import java.io.IOException;

/** Names of image files with a label 0 or 1. */
final class LeafImages extends LeafSet {
  private final String folder;
  private final ImageShape shape;

  LeafImages(String folder, ImageShape shape) {
    this.folder = folder;
    this.shape = shape;
  }

  @Override
  LeafRows x(LeafValues values) throws IOException {
    return values.texts("");
  }

  @Override
  void scan(LeafUser user, int[] learnable) {
    for (int i = 0; i < user.examples(); i++) {
      if (user.texts(i).size() != 1 || !user.texts(i).get(0).matches("[^./\\\\][^/\\\\]*")) {
        throw user.refusal(
            "expected the name of an image file as x of example " + i + ", not " + user.texts(i));
      }
    }
    for (float label : user.labels()) {
      if (label != 0 && label != 1) {
        throw user.refusal("expected labels 0 and 1, not label " + label);
      }
    }
    if ((long) user.examples() * shape.bytes() > Integer.MAX_VALUE - 8) {
      throw user.refusal("expected at most 2147483639 bytes of images");
    }
  }

  @Override
  DataSpec data(InputFile path) {
    return new DataSpec(shape.shape(), 2);
  }

  @Override
  Labelled examples(LeafUser user) {
    byte[] pixels = new byte[user.examples() * shape.bytes()];
    for (int i = 0; i < user.examples(); i++) {
      InputFile image =
          new InputFile(user.place().file().files(), folder + "/" + user.texts(i).get(0));
      shape.write(ImageReading.read(image), pixels, i * shape.bytes());
    }
    return new Labelled(new ByteFeatures(pixels, shape.bytes()), user.labels());
  }
}
