package io.skerry.partitioners.files;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skerry.core.InvalidInputException;
import io.skerry.partitioners.ClientSource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The law of all readers: whatever a file holds, it is read, or refused in one sentence that names
 * it, in bounded memory.
 */
final class HostileFilesTest {
  private static final String FOLDER = "d";

  /**
   * A reader, with a file that it reads.
   *
   * @param format files of one format may be read in place of each other
   * @param whole whether a file that is cut off anywhere has to be refused
   * @param others what it reads besides
   */
  private record Reader(
      String name,
      String format,
      boolean whole,
      String path,
      byte[] valid,
      MemoryFiles others,
      Consumer<InputFiles> read) {
    @Override
    public String toString() {
      return name;
    }

    /** What is said about some content in place of the valid one; null where it is read. */
    @Nullable String refusal(byte[] content) {
      try {
        read.accept(others.with(path, content));
        return null;
      } catch (InvalidInputException e) {
        assertTrue(e.getMessage().startsWith(FOLDER), e.getMessage());
        assertTrue(e.getMessage().contains(": expected "), e.getMessage());
        assertEquals(1, e.getMessage().lines().count(), e.getMessage());
        return e.getMessage();
      }
    }
  }

  static Stream<Reader> readers() {
    byte[] images = idx(0x803, new int[] {2, 1, 2}, 1, 2, 3, 4);
    byte[] labels = idx(0x801, new int[] {2}, 1, 0);
    byte[] writers = idx(0xC02, new int[] {2, 3}, ints(1, 0, 7, 0, 4, 8));
    String image = "d/train-images-idx3-ubyte";
    String label = "d/train-labels-idx1-ubyte";
    String writer = "d/qmnist-train-labels-idx2-int";
    Consumer<InputFiles> mnist = files -> Mnist.read(files, FOLDER);
    byte[] numbers = leaf("[[1, 2.5], [3, -4e-1]]", "[0, 2.0]");
    byte[] characters = leaf("[\"ab\", \"bc\"]", "[\"c\", \"d\"]");
    byte[] tweets =
        leaf(
            "[[\"1\", \"d\", \"q\", \"u\", \"hi you\"], [\"2\", \"d\", \"q\", \"u\", \"no\"]]",
            "[0, 1]");
    byte[] comments =
        leaf(
            "[[[\"a\", \"b\", \"<PAD>\"]], [[\"c\", \"d\", \"e\"]]]",
            "[{\"target_tokens\": [[\"b\", \"<PAD>\"]]}, {\"target_tokens\": [[\"d\", \"e\"]]}]");
    byte[] faces = leaf("[\"1.png\", \"2.png\"]", "[0, 1]");
    byte[] png = ImageReadingTest.image("png", 2, 2, (x, y) -> x * 80);
    ImageShape shape = new ImageShape(2, 2, 1);
    return Stream.of(
        new Reader("idx images", "idx3", true, image, images, files(label, labels), mnist),
        new Reader("idx labels", "idx1", true, label, labels, files(image, images), mnist),
        new Reader(
            "idx writers",
            "idx2",
            true,
            writer,
            writers,
            files(label, labels).with(image, images),
            mnist),
        new Reader(
            "zipped idx",
            "gzip",
            true,
            image + ".gz",
            MemoryFiles.gzip(images),
            files(label, labels),
            mnist),
        leafReader("leaf numbers", numbers, () -> LeafSet.numbers(List.of()), files()),
        leafReader(
            "leaf characters", characters, () -> LeafSet.shakespeare(TokenForm.IDS), files()),
        leafReader("leaf tweets", tweets, () -> LeafSet.sent140(3, 5, TokenForm.IDS), files()),
        leafReader("leaf comments", comments, () -> LeafSet.reddit(3, 5, TokenForm.IDS), files()),
        leafReader(
            "leaf images",
            faces,
            () -> LeafSet.celeba("d/faces", shape),
            files("d/faces/1.png", png).with("d/faces/2.png", png)),
        new Reader(
            "zipped leaf",
            "gzip",
            true,
            "d/1.json.gz",
            MemoryFiles.gzip(numbers),
            files(),
            files -> drain(LeafJson.read(files, "d/1.json.gz"))),
        new Reader(
            "play",
            "play",
            false,
            "d/f",
            "A B:\nto be\n\nC:\nor not to be\n".getBytes(UTF_8),
            files(),
            files -> drain(Play.read(files, "d/f", 2, 0.5, TokenForm.IDS))),
        new Reader(
            "arff",
            "arff",
            false,
            "d/f",
            "@relation r\n@attribute 'a b' numeric\n@attribute c\n@data\n1,'x'\n?,y\n"
                .getBytes(UTF_8),
            files(),
            files -> Arff.read(files, "d/f")),
        new Reader(
            "npz",
            "npz",
            false,
            "d/f",
            npz(),
            files(),
            files -> Npz.read(files, "d/f", new Npz.Part("x", "y", null), null, false)),
        new Reader(
            "images",
            "png",
            false,
            "d/cat/1.png",
            png,
            files("d/dog/1.png", png),
            files -> ImageFolders.read(files, FOLDER, List.of("class"), shape)));
  }

  @ParameterizedTest
  @MethodSource("readers")
  void read_validFile_isRead(Reader reader) {
    assertNull(reader.refusal(reader.valid()));
  }

  @ParameterizedTest
  @MethodSource("readers")
  void read_fileCutOffAnywhere_isReadOrRefused(Reader reader) {
    for (int length = 0; length < reader.valid().length; length++) {
      String refusal = reader.refusal(Arrays.copyOf(reader.valid(), length));
      if (reader.whole() || length == 0) {
        assertNotNull(refusal, "cut off after " + length);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("readers")
  void read_anyByteChanged_isReadOrRefused(Reader reader) {
    for (int at = 0; at < reader.valid().length; at++) {
      for (int value :
          new int[] {0, 1, '"', '-', '9', ':', '[', ']', '{', '\n', 0x7f, 0x80, 0xff}) {
        byte[] changed = reader.valid().clone();
        changed[at] = (byte) value;
        reader.refusal(changed);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("readers")
  void read_contentOfAnotherKind_isRefused(Reader reader) {
    for (Reader other : readers().toList()) {
      if (!other.format().equals(reader.format())) {
        assertNotNull(reader.refusal(other.valid()), other.name());
      }
    }
    byte[] ones = new byte[1000];
    Arrays.fill(ones, (byte) 0xff);
    assertNotNull(reader.refusal(ones));
    assertNotNull(reader.refusal(new byte[1000]));
    assertNotNull(reader.refusal(" ".repeat(1000).getBytes(UTF_8)));
    assertNotNull(reader.refusal("\n".repeat(1000).getBytes(UTF_8)));
  }

  /** A set serves one reading. */
  private static Reader leafReader(
      String name, byte[] valid, Supplier<LeafSet> set, MemoryFiles others) {
    return new Reader(
        name,
        "leaf",
        true,
        "d/1.json",
        valid,
        others,
        files -> drain(LeafJson.read(files, "d/1.json", set.get(), LeafSampling.NONE, null)));
  }

  private static void drain(ClientSource source) {
    try (var clients = source.open()) {
      assertTrue(clients.count() > 0);
    }
  }

  private static MemoryFiles files() {
    return new MemoryFiles();
  }

  private static MemoryFiles files(String path, byte[] content) {
    return new MemoryFiles().with(path, content);
  }

  private static byte[] leaf(String x, String y) {
    return ("{\"users\": [\"a\"], \"num_samples\": [2], \"user_data\": {\"a\": {\"x\": "
            + x
            + ", \"y\": "
            + y
            + "}}}")
        .getBytes(UTF_8);
  }

  private static byte[] idx(int magic, int[] sizes, int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return idx(magic, sizes, bytes);
  }

  private static byte[] idx(int magic, int[] sizes, byte[] values) {
    ByteBuffer bytes = ByteBuffer.allocate(4 + 4 * sizes.length + values.length).putInt(magic);
    Arrays.stream(sizes).forEach(bytes::putInt);
    return bytes.put(values).array();
  }

  private static byte[] ints(int... values) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * values.length);
    Arrays.stream(values).forEach(bytes::putInt);
    return bytes.array();
  }

  private static byte[] npz() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry("x.npy"));
      zip.write(npy("<f4", "(2, 1)", new byte[8]));
      zip.putNextEntry(new ZipEntry("y.npy"));
      zip.write(npy("|u1", "(2,)", new byte[] {0, 1}));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static byte[] npy(String type, String shape, byte[] values) {
    String header = "{'descr': '" + type + "', 'fortran_order': False, 'shape': " + shape + ", }\n";
    return ByteBuffer.allocate(10 + header.length() + values.length)
        .put("\u0093NUMPY\1\0".getBytes(ISO_8859_1))
        .put((byte) header.length())
        .put((byte) 0)
        .put(header.getBytes(UTF_8))
        .put(values)
        .array();
  }
}
