package io.skerry.partitioners.files;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.skerry.core.InvalidInputException;
import io.skerry.core.data.DataSpec;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

final class ImageFoldersTest {
  private static final ImageShape PIXEL = new ImageShape(1, 1, 1);
  private static final List<String> CLASS = List.of("class");

  @Test
  void read_folderOfClasses_labelsThemInOrderOfTheirNames() {
    MemoryFiles files =
        new MemoryFiles()
            .with("d/10/a.png", grey(51))
            .with("d/9/10.png", grey(102))
            .with("d/9/9.jpg", ImageReadingTest.image("jpg", 1, 1, (x, y) -> 0))
            .with("d/.git/x", "hidden");
    ImageFolders images = ImageFolders.read(files, "d", CLASS, PIXEL);

    assertNull(images.test());
    assertEquals(new DataSpec(List.of(1, 1), 2), images.train().data());
    assertEquals(Map.of("classes", List.of("9", "10")), images.train().legend());
    assertArrayEquals(new float[] {0, 0, 1}, images.train().labels());
    assertArrayEquals(new float[] {0.4f}, value(images, 0));
    assertArrayEquals(new float[] {0.2f}, value(images, 2));
  }

  @Test
  void read_nestedFoldersAndTestPart_givesColumns() {
    MemoryFiles files =
        new MemoryFiles()
            .with("d/train/anna/cat/1.png", grey(1))
            .with("d/train/bert/dog/1.png", grey(2))
            .with("d/test/carl/dog/1.png", grey(3));
    ImageFolders images =
        ImageFolders.read(files, "d", List.of("writer", "class"), new ImageShape(2, 1, 3));

    assertEquals(List.of(3, 2, 1), images.train().data().shape());
    assertEquals(Map.of("writer", List.of("anna", "bert")), images.train().columns());
    assertArrayEquals(new float[] {1}, Objects.requireNonNull(images.test()).labels());
  }

  @Test
  void read_classOfTheTestPartThatTrainingLacks_isRefused() {
    assertRefused(
        "d/test/bird/1.png: expected one of the training classes [cat]",
        new MemoryFiles().with("d/train/cat/1.png", grey(1)).with("d/test/bird/1.png", grey(1)));
  }

  @Test
  void read_otherFiles_areRefused() {
    assertRefused(
        "d/cat/notes.txt: expected a PNG or JPEG image",
        new MemoryFiles().with("d/cat/notes.txt", "text"));
    assertRefused(
        "d/1.png: expected a folder, not a file", new MemoryFiles().with("d/1.png", grey(1)));
    assertRefused("d: expected a folder, not a file", new MemoryFiles());
  }

  @Test
  void check_levelsWithoutClass_areRefused() {
    assertThrows(InvalidInputException.class, () -> ImageFolders.check(List.of("writer")));
    assertThrows(InvalidInputException.class, () -> ImageFolders.check(List.of("class", "class")));
  }

  private static void assertRefused(String sentence, MemoryFiles files) {
    InvalidInputException e =
        assertThrows(
            InvalidInputException.class, () -> ImageFolders.read(files, "d", CLASS, PIXEL));
    assertEquals(sentence, e.getMessage());
  }

  private static byte[] grey(int value) {
    return ImageReadingTest.image("png", 2, 2, (x, y) -> value * 0x010101);
  }

  private static float[] value(ImageFolders images, int row) {
    float[] value = new float[1];
    images.train().features().gather(row, value, 0);
    return value;
  }
}
