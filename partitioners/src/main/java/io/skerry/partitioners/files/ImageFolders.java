package io.skerry.partitioners.files;

import io.skerry.core.InvalidInputException;
import io.skerry.core.data.ByteFeatures;
import io.skerry.core.data.DataSpec;
import io.skerry.partitioners.ExampleTable;
import io.skerry.partitioners.skew.NaturalIds;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * PNG and JPEG files in folders whose names say what they show: a path such as cat/1.png, or
 * site-3/cat/1.png where the folders are [site, class]. The path holds them, or two folders train
 * and test that do. Classes are in the order of their names, by number if all are whole numbers;
 * examples in that of their paths. Names that start with a dot are passed over.
 *
 * @param train training examples; the folders other than class are columns
 * @param test test examples, where there is a folder test
 */
public record ImageFolders(ExampleTable train, @Nullable ExampleTable test) {
  private static final String CLASS = "class";
  private static final String TRAIN = "train";
  private static final String TEST = "test";

  /** An image and the folders that it is in, in the order of their levels. */
  private record Found(InputFile file, List<String> folders) {}

  /**
   * Reads a folder.
   *
   * @param levels what the names of nested folders mean; one of them is class
   */
  public static ImageFolders read(
      InputFiles files, String path, List<String> levels, ImageShape shape) {
    check(levels);
    List<String> names = InputFile.names(files, path).orElse(List.of());
    boolean parts = names.contains(TRAIN) && names.contains(TEST);
    List<Found> train = find(files, parts ? path + "/" + TRAIN : path, levels);
    TreeSet<String> classes = new TreeSet<>(NaturalIds.order(classes(train, levels)));
    classes.addAll(classes(train, levels));
    List<String> inOrder = List.copyOf(classes);
    return new ImageFolders(
        table(train, levels, inOrder, shape),
        parts ? table(find(files, path + "/" + TEST, levels), levels, inOrder, shape) : null);
  }

  /**
   * Refuses levels that are not different names, one of them class.
   *
   * @throws InvalidInputException where they are not
   */
  public static void check(List<String> levels) {
    if (levels.stream().filter(CLASS::equals).count() != 1
        || levels.stream().distinct().count() < levels.size()) {
      throw new InvalidInputException(
          "data.folders: expected different names, one of them class, not " + levels);
    }
  }

  private static List<String> classes(List<Found> images, List<String> levels) {
    return images.stream().map(image -> image.folders().get(levels.indexOf(CLASS))).toList();
  }

  private static List<Found> find(InputFiles files, String path, List<String> levels) {
    List<Found> images = new ArrayList<>();
    collect(files, path, List.of(), levels.size(), images);
    if (images.isEmpty()) {
      throw new InputFile(files, path)
          .refusal("expected images in folders " + String.join("/", levels) + ", not none");
    }
    return images;
  }

  private static void collect(
      InputFiles files, String path, List<String> folders, int levels, List<Found> images) {
    InputFile here = new InputFile(files, path);
    List<String> names =
        InputFile.names(files, path)
            .orElseThrow(() -> here.refusal("expected a folder, not a file"))
            .stream()
            .filter(name -> !name.startsWith("."))
            .toList();
    for (String name : names.stream().sorted(NaturalIds.order(names)).toList()) {
      String inside = path + "/" + name;
      if (folders.size() < levels) {
        List<String> deeper = new ArrayList<>(folders);
        deeper.add(name);
        collect(files, inside, deeper, levels, images);
      } else {
        images.add(new Found(new InputFile(files, inside), folders));
      }
    }
  }

  private static ExampleTable table(
      List<Found> images, List<String> levels, List<String> classes, ImageShape shape) {
    int most = (Integer.MAX_VALUE - 8) / shape.bytes();
    if (images.size() > most) {
      throw images
          .get(most)
          .file()
          .refusal("expected at most " + most + " images of this size, not " + images.size());
    }
    byte[] pixels = new byte[images.size() * shape.bytes()];
    float[] labels = new float[images.size()];
    Map<String, List<String>> columns = new LinkedHashMap<>();
    for (int i = 0; i < labels.length; i++) {
      Found image = images.get(i);
      for (int level = 0; level < levels.size(); level++) {
        String name = image.folders().get(level);
        if (!levels.get(level).equals(CLASS)) {
          columns.computeIfAbsent(levels.get(level), column -> new ArrayList<>()).add(name);
        } else if (!classes.contains(name)) {
          throw image.file().refusal("expected one of the training classes " + classes);
        } else {
          labels[i] = classes.indexOf(name);
        }
      }
      shape.write(ImageReading.read(image.file()), pixels, i * shape.bytes());
    }
    return new ExampleTable(
        new DataSpec(shape.shape(), Math.max(2, classes.size())),
        new ByteFeatures(pixels, shape.bytes()),
        labels,
        columns,
        Map.of("classes", classes));
  }
}
