package io.skerry.partitioners.files;

import io.skerry.core.InvalidInputException;
import io.skerry.core.data.ByteFeatures;
import io.skerry.core.data.DataSpec;
import io.skerry.partitioners.ExampleTable;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A folder in the layout of MNIST: train-images-idx3-ubyte, train-labels-idx1-ubyte and the same
 * for t10k, plain or with .gz; ten classes. Where QMNIST's qmnist-train-labels-idx2-int (Yadav and
 * Bottou 2019) lies beside them, the training examples have the columns writer and hsf.
 *
 * @param train training examples, in the order of the files
 * @param test test examples, where the folder has them
 */
public record Mnist(ExampleTable train, @Nullable ExampleTable test) {
  private static final int CLASSES = 10;
  private static final int LABEL = 0;
  private static final int HSF = 1;
  private static final int WRITER = 2;

  /** Reads a folder. */
  public static Mnist read(InputFiles files, String folder) {
    Set<String> names =
        Set.copyOf(
            InputFile.names(files, folder)
                .orElseThrow(
                    () -> new InvalidInputException(folder + ": expected a folder of IDX files")));
    Folder mnist = new Folder(files, folder, names);
    ExampleTable train = mnist.examples("train", true);
    if (!mnist.has("t10k-images-idx3-ubyte") && !mnist.has("t10k-labels-idx1-ubyte")) {
      return new Mnist(train, null);
    }
    ExampleTable test = mnist.examples("t10k", false);
    if (!test.data().equals(train.data())) {
      throw mnist
          .file("t10k-images-idx3-ubyte")
          .refusal(
              "expected images of "
                  + train.data().shape()
                  + " as for training, not "
                  + test.data().shape());
    }
    return new Mnist(train, test);
  }

  private record Folder(InputFiles files, String path, Set<String> names) {

    boolean has(String name) {
      return names.contains(name) || names.contains(name + ".gz");
    }

    InputFile file(String name) {
      String stored = names.contains(name) ? name : name + ".gz";
      if (!names.contains(stored)) {
        throw new InvalidInputException(path + ": expected a file " + name + " or " + stored);
      }
      return new InputFile(files, path + "/" + stored);
    }

    ExampleTable examples(String part, boolean writers) {
      Idx images = Idx.read(file(part + "-images-idx3-ubyte"), Idx.BYTES_3D);
      InputFile labelFile = file(part + "-labels-idx1-ubyte");
      Idx classes = Idx.read(labelFile, Idx.BYTES_1D);
      int count = images.sizes()[0];
      if (classes.sizes()[0] != count) {
        throw labelFile.refusal(
            "expected " + count + " labels, one an image, not " + classes.sizes()[0]);
      }
      float[] labels = new float[count];
      for (int i = 0; i < count; i++) {
        int label = classes.bytes()[i] & 0xff;
        if (label >= CLASSES) {
          throw labelFile.refusal("expected labels 0 to 9, but label " + i + " is " + label);
        }
        labels[i] = label;
      }
      DataSpec data = new DataSpec(List.of(images.sizes()[1], images.sizes()[2]), CLASSES);
      return new ExampleTable(
          data,
          new ByteFeatures(images.bytes(), data.width()),
          labels,
          writers ? columns(labels) : Map.of());
    }

    private Map<String, List<String>> columns(float[] labels) {
      if (!has("qmnist-train-labels-idx2-int")) {
        return Map.of();
      }
      InputFile file = file("qmnist-train-labels-idx2-int");
      Idx extended = Idx.read(file, Idx.INTS_2D);
      int width = extended.sizes()[1];
      if (extended.sizes()[0] != labels.length || width <= WRITER) {
        throw file.refusal(
            "expected "
                + labels.length
                + " rows of at least 3 columns, not "
                + Arrays.toString(extended.sizes()));
      }
      ByteBuffer values = ByteBuffer.wrap(extended.bytes());
      Map<Integer, String> names = new HashMap<>();
      List<String> writers = new ArrayList<>(labels.length);
      List<String> hsf = new ArrayList<>(labels.length);
      for (int i = 0; i < labels.length; i++) {
        int at = i * width;
        int label = values.getInt((at + LABEL) * Integer.BYTES);
        if (label != labels[i]) {
          throw file.refusal(
              "expected the labels of the images, but row "
                  + i
                  + " has "
                  + label
                  + " instead of "
                  + (int) labels[i]);
        }
        writers.add(names.computeIfAbsent(values.getInt((at + WRITER) * 4), String::valueOf));
        hsf.add(names.computeIfAbsent(values.getInt((at + HSF) * 4), String::valueOf));
      }
      return Map.of("writer", writers, "hsf", hsf);
    }
  }
}
