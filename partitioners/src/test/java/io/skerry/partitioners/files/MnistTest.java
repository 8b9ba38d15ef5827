package io.skerry.partitioners.files;

import static io.skerry.partitioners.files.MemoryFiles.gzip;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.skerry.core.InvalidInputException;
import io.skerry.core.random.RandomKey;
import io.skerry.partitioners.AssembledClients;
import io.skerry.partitioners.ClientExamples;
import io.skerry.partitioners.ExampleTable;
import io.skerry.partitioners.skew.NaturalIds;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class MnistTest {
  private static final byte[] IMAGES =
      idx(0x0803, new int[] {3, 1, 2}, new byte[] {0, (byte) 255, 51, 102, 5, 6});
  private static final byte[] LABELS = idx(0x0801, new int[] {3}, new byte[] {7, 0, 9});
  private static final byte[] WRITERS =
      ints(new int[] {3, 4}, 7, 0, 12, 0, 0, 4, 5, 0, 9, 0, 12, 1);

  @Test
  void read_plainAndZippedFiles_givesExamplesInOrder() {
    Mnist mnist = Mnist.read(training(), "d");
    ExampleTable train = mnist.train();

    assertEquals(List.of(1, 2), train.data().shape());
    assertEquals(10, train.data().classes());
    assertArrayEquals(new float[] {7, 0, 9}, train.labels());
    float[] first = new float[2];
    train.features().gather(0, first, 0);
    assertArrayEquals(new float[] {0, 1}, first);
    train.features().gather(1, first, 0);
    assertArrayEquals(new float[] {0.2f, 0.4f}, first);
    assertEquals(
        Map.of("writer", List.of("12", "5", "12"), "hsf", List.of("0", "4", "0")), train.columns());
    assertNull(mnist.test());
  }

  @Test
  void read_testFiles_areASeparateTable() {
    MemoryFiles files =
        training()
            .with("d/t10k-images-idx3-ubyte", idx(0x0803, new int[] {1, 1, 2}, new byte[] {1, 2}))
            .with("d/t10k-labels-idx1-ubyte", idx(0x0801, new int[] {1}, new byte[] {4}));

    ExampleTable test = Mnist.read(files, "d").test();
    assertArrayEquals(new float[] {4}, test.labels());
    assertEquals(Map.of(), test.columns());
  }

  static Stream<Arguments> refusals() {
    byte[] zipped = gzip(IMAGES);
    String images = "d/train-images-idx3-ubyte";
    String labels = "d/train-labels-idx1-ubyte";
    String writers = "d/qmnist-train-labels-idx2-int";
    return Stream.of(
        Arguments.of(new MemoryFiles().with("e/x", "x"), "d: expected a folder of IDX files"),
        Arguments.of(
            new MemoryFiles().with(images, IMAGES),
            "d: expected a file train-labels-idx1-ubyte or train-labels-idx1-ubyte.gz"),
        Arguments.of(
            new MemoryFiles()
                .with(images + ".gz", Arrays.copyOf(zipped, zipped.length / 2))
                .with(labels, LABELS),
            images + ".gz: expected more bytes, the file is cut off"),
        Arguments.of(
            training().with("d/t10k-labels-idx1-ubyte", LABELS),
            "d: expected a file t10k-images-idx3-ubyte or t10k-images-idx3-ubyte.gz"),
        Arguments.of(
            new MemoryFiles().with(images + ".gz", IMAGES).with(labels, LABELS),
            images + ".gz: expected gzip: Not in GZIP format"),
        Arguments.of(
            new MemoryFiles().with(images, zipped).with(labels, LABELS),
            images + ": expected the IDX magic number 0x00000803, not 0x1f8b0800"),
        Arguments.of(
            training().with(labels, idx(0x0801, new int[] {2}, new byte[] {7, 0})),
            labels + ": expected 3 labels, one an image, not 2"),
        Arguments.of(
            training().with(labels, idx(0x0801, new int[] {3}, new byte[] {7, 10, 1})),
            labels + ": expected labels 0 to 9, but label 1 is 10"),
        Arguments.of(
            training().with(labels, idx(0x0801, new int[] {3}, new byte[] {7, 0, 9, 9})),
            labels + ": expected 3 bytes after the header, but there are more"),
        Arguments.of(
            training().with(images, idx(0x0803, new int[] {0x7fff0000, 1, 1}, new byte[9])),
            images + ": expected more bytes, the file is cut off"),
        Arguments.of(
            training().with(images, idx(0x0803, new int[] {1 << 20, 1 << 20, 2}, new byte[9])),
            images
                + ": expected dimensions of 1 to 2147483639 bytes in all, but dimension 1 is"
                + " 1048576"),
        Arguments.of(
            training().with(images, idx(0x0803, new int[] {-1, 1, 1}, new byte[9])),
            images
                + ": expected dimensions of 1 to 2147483639 bytes in all, but dimension 0 is"
                + " 4294967295"),
        Arguments.of(
            training().with(images, Arrays.copyOf(IMAGES, 6)),
            images + ": expected more bytes, the file is cut off"),
        Arguments.of(
            training().with(writers, ints(new int[] {2, 4}, 7, 0, 1, 1, 0, 0, 1, 1)),
            writers + ": expected 3 rows of at least 3 columns, not [2, 4]"),
        Arguments.of(
            training().with(writers, ints(new int[] {3, 3}, 7, 0, 1, 1, 0, 0, 9, 0, 0)),
            writers + ": expected the labels of the images, but row 1 has 1 instead of 0"));
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource("refusals")
  void read_unusableFiles_areRefusedInOneSentence(MemoryFiles files, String sentence) {
    InvalidInputException e =
        assertThrows(InvalidInputException.class, () -> Mnist.read(files, "d"));
    assertEquals(sentence, e.getMessage());
  }

  @Test
  void read_realData_hasTheWritersOfQmnist() {
    String folder = RealData.path("mnist");
    Mnist mnist = Mnist.read(new LocalFiles(), folder);
    List<ClientExamples> clients =
        AssembledClients.of(mnist.train(), new NaturalIds("writer"), RandomKey.of(1), "hsf")
            .open()
            .toList();
    int[] sizes = clients.stream().mapToInt(c -> c.labels().length).sorted().toArray();

    assertEquals(60_000, mnist.train().size());
    assertEquals(10_000, mnist.test().size());
    assertEquals(539, clients.size());
    assertEquals(19, sizes[0]);
    assertEquals(116, sizes[269]);
    assertEquals(131, sizes[538]);
    assertEquals(30_950, Collections.frequency(mnist.train().columns().get("hsf"), "0"));
    assertEquals(
        30_950,
        clients.stream()
            .filter(c -> "0".equals(c.cluster()))
            .mapToInt(c -> c.labels().length)
            .sum());
  }

  private static MemoryFiles training() {
    return new MemoryFiles()
        .with("d/train-images-idx3-ubyte", IMAGES)
        .with("d/train-labels-idx1-ubyte", LABELS)
        .with("d/qmnist-train-labels-idx2-int.gz", gzip(WRITERS));
  }

  private static byte[] idx(int magic, int[] sizes, byte[] values) {
    ByteBuffer bytes = ByteBuffer.allocate(4 + 4 * sizes.length + values.length).putInt(magic);
    for (int size : sizes) {
      bytes.putInt(size);
    }
    return bytes.put(values).array();
  }

  private static byte[] ints(int[] sizes, int... values) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * values.length);
    for (int value : values) {
      bytes.putInt(value);
    }
    return idx(0x0C02, sizes, bytes.array());
  }
}
