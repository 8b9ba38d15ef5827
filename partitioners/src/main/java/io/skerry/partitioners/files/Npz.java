package io.skerry.partitioners.files;

import io.skerry.core.data.ByteFeatures;
import io.skerry.core.data.DataSpec;
import io.skerry.core.data.Features;
import io.skerry.core.data.FloatFeatures;
import io.skerry.partitioners.ExampleTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Examples in NumPy arrays in a zip file. Unsigned bytes are pixels, divided by 255 when they are
 * used; other numbers become floats.
 *
 * @param train training examples, in the order of the arrays
 * @param test test examples, where they are asked for
 */
public record Npz(ExampleTable train, @Nullable ExampleTable test) {
  /** Labels from here on are not exact as float32. */
  private static final int LABEL_LIMIT = 1 << 24;

  /**
   * Which arrays hold a part.
   *
   * @param features name of the array of shape [n, ...]
   * @param labels name of the array of classes, of shape [n] or [n, 1]
   * @param client name of an array of shape [n] or [n, 1] that says whose each example is, which
   *     becomes the column client; null for none
   */
  public record Part(String features, String labels, @Nullable String client) {

    private List<String> names() {
      return client == null ? List.of(features, labels) : List.of(features, labels, client);
    }
  }

  /**
   * Reads a training part and, where it is given, a test part.
   *
   * @param channelsLast whether features of shape [n, height, width, channels] are to become
   *     [channels, height, width]
   */
  public static Npz read(
      InputFiles files, String path, Part train, @Nullable Part test, boolean channelsLast) {
    List<String> names = new ArrayList<>(train.names());
    if (test != null) {
      names.addAll(test.names());
    }
    NpzFile npz = NpzFile.read(new InputFile(files, path), names);
    float[] labels = labels(npz, train, LABEL_LIMIT);
    int classes = 2;
    for (float label : labels) {
      classes = Math.max(classes, (int) label + 1);
    }
    ExampleTable examples = table(npz, train, labels, classes, channelsLast);
    if (test == null) {
      return new Npz(examples, null);
    }
    ExampleTable tests = table(npz, test, labels(npz, test, classes), classes, channelsLast);
    if (!tests.data().equals(examples.data())) {
      throw npz.array(test.features())
          .refusal(
              "expected examples of shape "
                  + examples.data().shape()
                  + " as for training, not "
                  + tests.data().shape());
    }
    return new Npz(examples, tests);
  }

  private static float[] labels(NpzFile npz, Part part, int classes) {
    NumpyArray array = column(npz, part, part.labels());
    float[] labels = new float[array.size()];
    for (int i = 0; i < labels.length; i++) {
      double label = array.value(i);
      if (!(label >= 0 && label < classes && label == Math.rint(label))) {
        throw array.refusal(
            classes == LABEL_LIMIT
                ? "expected classes 0, 1, 2, ..., but label " + i + " is " + label
                : "expected classes 0 to " + (classes - 1) + ", but label " + i + " is " + label);
      }
      labels[i] = (float) label;
    }
    return labels;
  }

  /** An array with one value for each example of the part. */
  private static NumpyArray column(NpzFile npz, Part part, String name) {
    int[] features = npz.array(part.features()).shape();
    NumpyArray array = npz.array(name);
    boolean fits =
        features.length > 0
            && array.shape().length > 0
            && array.shape()[0] == features[0]
            && array.size() == features[0];
    if (!fits) {
      throw array.refusal(
          "expected one value for each example of "
              + part.features()
              + ", whose shape is "
              + Arrays.toString(features)
              + ", not a shape of "
              + Arrays.toString(array.shape()));
    }
    return array;
  }

  private static ExampleTable table(
      NpzFile npz, Part part, float[] labels, int classes, boolean channelsLast) {
    NumpyArray array = npz.array(part.features());
    if (labels.length == 0 || array.size() == 0) {
      throw array.refusal("expected examples, not a shape of " + Arrays.toString(array.shape()));
    }
    List<Integer> shape = new ArrayList<>(Arrays.stream(array.shape()).skip(1).boxed().toList());
    int channels = 1;
    if (channelsLast) {
      if (shape.size() != 3) {
        throw array.refusal(
            "expected a shape of [n, height, width, channels], not "
                + Arrays.toString(array.shape()));
      }
      channels = shape.remove(2);
      if (channels > 1) {
        shape.add(0, channels);
      }
    }
    if (shape.isEmpty()) {
      shape.add(1);
    }
    DataSpec data = new DataSpec(shape, classes);
    Map<String, List<String>> columns = Map.of();
    if (part.client() != null) {
      NumpyArray clients = column(npz, part, part.client());
      columns =
          Map.of("client", IntStream.range(0, labels.length).mapToObj(clients::text).toList());
    }
    return new ExampleTable(data, features(array, data.width(), channels), labels, columns);
  }

  /** Features, {@code channels} to each pixel in {@code array} brought one after another. */
  private static Features features(NumpyArray array, int width, int channels) {
    boolean pixels = array.type().equals("u1");
    byte[] bytes = new byte[pixels ? array.size() : 0];
    float[] floats = new float[pixels ? 0 : array.size()];
    int area = width / channels;
    for (int i = 0; i < array.size(); i++) {
      int at = i % width;
      int target = i - at + at % channels * area + at / channels;
      if (pixels) {
        bytes[target] = (byte) array.value(i);
      } else {
        floats[target] = (float) array.value(i);
        if (!Float.isFinite(floats[target])) {
          throw array.refusal(
              "expected finite numbers, but one of example " + i / width + " is " + array.value(i));
        }
      }
    }
    return pixels ? new ByteFeatures(bytes, width) : new FloatFeatures(floats, width);
  }
}
