package io.skerry.partitioners.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.skerry.core.InvalidInputException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;

/** Files that hold more than memory does are refused before they fill it. */
final class EndlessFilesTest {
  @Test
  void leaf_endlessLists_areRefused() {
    String users = "{\"users\": [\"a\"], \"num_samples\": [1], ";
    LeafSet numbers = LeafSet.numbers(List.of());
    LeafSet texts = LeafSet.shakespeare(TokenForm.IDS);
    assertLeaf("expected at most 4194304 users in a file", "{\"users\": [", "\"a\",", numbers);
    assertLeaf("expected at most 4194304 users in a file", "{\"num_samples\": [", "1,", numbers);
    String bounds =
        "expected texts of at most 20000000 characters, numbers of 1000, and lists 1000 deep";
    assertLeaf(bounds, "{\"other\": ", "[", numbers);
    assertLeaf(bounds, "{\"user_data\": {\"", "a", numbers);
    String x = users + "\"user_data\": {\"a\": {\"x\": ";
    String less = "user a: expected less text in x, some 250 million characters";
    assertLeaf(less, x + "[", "[],", texts);
    assertLeaf(less, x + "[[", "\"\",", texts);
    assertLeaf(bounds, x + "[\"", "a", texts);
    assertLeaf(bounds, x, "[", texts);
    assertLeaf(bounds, x + "[[", "1", numbers);
    assertLeaf(
        "user a: expected equally many numbers in each example, but x of example 0 differs",
        x + "[",
        "[],",
        numbers);
  }

  @Test
  void leaf_longNameOfAUser_isRefused() {
    String name = "n".repeat(1025);
    String json = "{\"user_data\": {\"" + name + "\": {\"x\": [[1]], \"y\": [0]}}}";
    assertEquals(
        "f: expected names of users of at most 1024 characters",
        refusal(files("f", json.getBytes(UTF_8)), files -> LeafJson.read(files, "f")));
  }

  @Test
  void play_endlessRoles_areRefused() {
    assertEquals(
        "f: expected at most 1048576 roles",
        refusal(
            endless(i -> "R" + i + ":\nx\n\n"),
            files -> Play.read(files, "f", 1, 1, TokenForm.IDS)));
  }

  @Test
  void arff_endlessRows_areRefused() {
    assertEquals(
        "f: line 524306: expected at most 8388608 values; larger tables as CSV",
        refusal(
            endless(i -> i == 0 ? sixteenAttributes() : "1" + ",1".repeat(15) + "\n"),
            files -> Arff.read(files, "f")));
  }

  private static String sixteenAttributes() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 16; i++) {
      text.append("@attribute a").append(i).append('\n');
    }
    return text.append("@data\n").toString();
  }

  @Test
  void npz_manyEntries_areRefused() {
    byte[] zip = zip(IntStream.range(0, 5000).mapToObj(String::valueOf).toList(), new byte[0]);
    assertEquals(
        "f: expected at most 4096 arrays",
        refusal(
            files("f", zip),
            files -> Npz.read(files, "f", new Npz.Part("x", "y", null), null, false)));
  }

  @Test
  void npz_pathsOutOfTheArchive_areNamesAndNothingElse() {
    byte[] zip = zip(List.of("../../x", "/etc/y"), new byte[3]);
    assertEquals(
        "f: expected an array x, but there are ../../x, /etc/y",
        refusal(
            files("f", zip),
            files -> Npz.read(files, "f", new Npz.Part("x", "y", null), null, false)));
  }

  @Test
  void idx_zipBomb_isRefusedAfterTheDeclaredBytes() {
    byte[] bomb =
        MemoryFiles.gzip(
            ByteBuffer.allocate(50_000_000).putInt(0x803).putInt(1).putInt(1).putInt(2).array());
    String path = "d/train-images-idx3-ubyte.gz";
    assertEquals(
        path + ": expected 2 bytes after the header, but there are more",
        refusal(
            files(path, bomb)
                .with(
                    "d/train-labels-idx1-ubyte",
                    ByteBuffer.allocate(9).putInt(0x801).putInt(1).array()),
            files -> Mnist.read(files, "d")));
  }

  private static void assertLeaf(String sentence, String start, String again, LeafSet set) {
    String message =
        refusal(
            endless(i -> i == 0 ? start : again.repeat(1000)),
            files -> LeafJson.read(files, "f", set, LeafSampling.NONE, null));
    assertEquals(
        "f: " + sentence, message.substring(0, Math.min(message.length(), sentence.length() + 3)));
  }

  private static String refusal(InputFiles files, Consumer<InputFiles> read) {
    return assertThrows(InvalidInputException.class, () -> read.accept(files)).getMessage();
  }

  /** One file, whose text never ends. */
  private static InputFiles endless(IntFunction<String> texts) {
    return new InputFiles() {
      @Override
      public Optional<List<String>> names(String folder) {
        return Optional.empty();
      }

      @Override
      public InputStream open(String file) {
        return new Endless(texts);
      }
    };
  }

  private static final class Endless extends InputStream {
    private final IntFunction<String> texts;
    private byte[] text = new byte[0];
    private int at;
    private int next;

    Endless(IntFunction<String> texts) {
      this.texts = texts;
    }

    @Override
    public int read() {
      if (at == text.length) {
        text = texts.apply(next++).getBytes(UTF_8);
        at = 0;
      }
      return text[at++];
    }

    @Override
    public int read(byte[] target, int from, int length) {
      target[from] = (byte) read();
      int more = Math.min(length - 1, text.length - at);
      System.arraycopy(text, at, target, from + 1, more);
      at += more;
      return 1 + more;
    }
  }

  private static MemoryFiles files(String path, byte[] content) {
    return new MemoryFiles().with(path, content);
  }

  private static byte[] zip(List<String> names, byte[] content) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (String name : names) {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(content);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
