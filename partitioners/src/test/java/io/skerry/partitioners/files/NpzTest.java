package io.skerry.partitioners.files;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.skerry.core.InvalidInputException;
import io.skerry.core.data.DataSpec;
import io.skerry.partitioners.ExampleTable;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class NpzTest {
  private static final Npz.Part TRAIN = new Npz.Part("x", "y", null);
  private static final Npz.Part TEST = new Npz.Part("tx", "ty", null);
  private static final byte[] LABELS = npy("|u1", "(2, 1)", new byte[] {1, 0});
  private static final byte[] PIXELS = npy("|u1", "(2, 1, 2)", new byte[] {0, (byte) 255, 51, 102});

  @Test
  void read_bytes_arePixels() {
    Npz npz = Npz.read(zip(Map.of("x", PIXELS, "y", LABELS)), "f", TRAIN, null, false);

    assertNull(npz.test());
    assertEquals(new DataSpec(List.of(1, 2), 2), npz.train().data());
    assertArrayEquals(new float[] {1, 0}, npz.train().labels());
    assertArrayEquals(new float[] {0.2f, 0.4f}, row(npz.train(), 1));
  }

  static Stream<Arguments> types() {
    return Stream.of(
        Arguments.of("|b1", bytes(2).put(new byte[] {0, 1}), new float[] {0, 1}),
        Arguments.of("|i1", bytes(2).put(new byte[] {-3, 4}), new float[] {-3, 4}),
        Arguments.of("<u2", bytes(4).putShort((short) 65535).putShort((short) 1), f(65535, 1)),
        Arguments.of("<i2", bytes(4).putShort((short) -2).putShort((short) 1), f(-2, 1)),
        Arguments.of(
            ">i2",
            bytes(4).order(ByteOrder.BIG_ENDIAN).putShort((short) -2).putShort((short) 1),
            f(-2, 1)),
        Arguments.of("<u4", bytes(8).putInt(-1).putInt(3), f(4294967295f, 3)),
        Arguments.of("<i4", bytes(8).putInt(-1).putInt(3), f(-1, 3)),
        Arguments.of("<i8", bytes(16).putLong(-1).putLong(3), f(-1, 3)),
        Arguments.of("<f4", bytes(8).putFloat(0.1f).putFloat(3), f(0.1f, 3)),
        Arguments.of("<f8", bytes(16).putDouble(0.1).putDouble(3), f(0.1f, 3)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("types")
  void read_anyType_givesItsNumbers(String type, ByteBuffer values, float[] expected) {
    Map<String, byte[]> arrays = Map.of("x", npy(type, "(2,)", values.array()), "y", LABELS);
    ExampleTable train = Npz.read(zip(arrays), "f", TRAIN, null, false).train();

    assertEquals(List.of(1), train.data().shape());
    assertArrayEquals(expected, new float[] {row(train, 0)[0], row(train, 1)[0]});
  }

  @Test
  void read_channelsLast_bringsThemFirst() {
    byte[] image = new byte[12];
    for (int i = 0; i < 12; i++) {
      image[i] = (byte) i;
    }
    Map<String, byte[]> arrays =
        Map.of("x", npy("|i1", "(1, 2, 2, 3)", image), "y", npy("|u1", "(1,)", new byte[1]));
    ExampleTable train = Npz.read(zip(arrays), "f", TRAIN, null, true).train();

    assertEquals(List.of(3, 2, 2), train.data().shape());
    assertArrayEquals(new float[] {0, 3, 6, 9, 1, 4, 7, 10, 2, 5, 8, 11}, row(train, 0));
  }

  @Test
  void read_testAndClients_areThere() {
    Map<String, byte[]> arrays =
        Map.of(
            "x",
            PIXELS,
            "y",
            LABELS,
            "who",
            npy("<i8", "(2,)", bytes(16).putLong(7).putLong(Long.MAX_VALUE).array()),
            "tx",
            PIXELS,
            "ty",
            LABELS);
    Npz npz = Npz.read(zip(arrays), "f", new Npz.Part("x", "y", "who"), TEST, false);

    assertEquals(Map.of("client", List.of("7", "9223372036854775807")), npz.train().columns());
    assertEquals(2, Objects.requireNonNull(npz.test()).size());
  }

  static Stream<Arguments> refusals() {
    return Stream.of(
        array(npy("|O", "(2,)", new byte[2]), "expected a header with descr, fortran_order and"),
        array(npy("<f2", "(2,)", new byte[4]), "expected elements of a type of [b1, i1"),
        array(
            npy("|u1", "(1000000000, 1000)", new byte[9]),
            "expected dimensions of at most 999999999, not 1000000000"),
        array(
            npy("|u1", "(999999999, 1000)", new byte[9]),
            "expected at most 2147483639 bytes, not a shape of [999999999, 1000]"),
        array(
            npy("|u1", "(999999999,)", new byte[9]), "expected 999999999 bytes of elements, not 9"),
        array(npy("|u1", "(2,)", new byte[3]), "expected 2 bytes of elements, but there are more"),
        Arguments.of(
            Map.of("x", npy("|u1", "()", new byte[1]), "y", LABELS),
            "f: y: expected one value for each example of x, whose shape is [],"),
        Arguments.of(
            Map.of("x", npy("|u1", "(0, 4)", new byte[0]), "y", npy("|u1", "(0,)", new byte[0])),
            "f: x: expected examples, not a shape of [0, 4]"),
        array(
            npy("<f4", "(2,)", bytes(8).putFloat(1).putFloat(Float.NaN).array()),
            "expected finite numbers, but one of example 1 is NaN"),
        array(
            new String(npy("|u1", "(2, 2)", new byte[4]), StandardCharsets.ISO_8859_1)
                .replace("False,", "True, ")
                .getBytes(StandardCharsets.ISO_8859_1),
            "expected elements in C order, not in Fortran's"),
        array("plain text, no array".getBytes(StandardCharsets.UTF_8), "expected an array in"),
        labels(
            npy("|i1", "(2,)", new byte[] {0, -1}), "expected classes 0, 1, 2, ..., but label 1"),
        labels(
            npy("<f4", "(2,)", bytes(8).putFloat(0.5f).array()),
            "expected classes 0, 1, 2, ..., but label 0 is 0.5"),
        labels(
            npy("|u1", "(2, 3)", new byte[6]),
            "expected one value for each example of x, whose shape is [2, 1, 2], not a shape of"
                + " [2, 3]"),
        labels(npy("|u1", "(3,)", new byte[3]), "expected one value for each example of x"));
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource("refusals")
  void read_arrayThatDoesNotFit_isRefusedByItsName(Map<String, byte[]> arrays, String sentence) {
    String message = refusal(zip(arrays));
    assertEquals(sentence, message.substring(0, Math.min(sentence.length(), message.length())));
  }

  @Test
  void read_missingArray_isRefusedWithThoseThatExist() {
    assertEquals(
        "f: expected an array y, but there are readme.txt, x",
        refusal(zip(Map.of("x", PIXELS, "readme.txt", new byte[3]))));
  }

  @Test
  void read_noZip_isRefused() {
    assertEquals(
        "f: expected a zip file of NumPy arrays", refusal(new MemoryFiles().with("f", "text")));
  }

  @Test
  void read_fileCutOffAnywhere_isRefused() {
    byte[] whole = zipBytes(new LinkedHashMap<>(Map.of("x", PIXELS, "y", LABELS)));
    int directory = new String(whole, StandardCharsets.ISO_8859_1).indexOf("PK\1\2");
    for (int length = 0; length < directory; length += 7) {
      String message = refusal(new MemoryFiles().with("f", Arrays.copyOf(whole, length)));
      assertEquals("f: expected ", message.substring(0, 12));
    }
  }

  @Test
  void read_labelOfTheTestPartThatTrainingLacks_isRefused() {
    Map<String, byte[]> arrays =
        Map.of("x", PIXELS, "y", LABELS, "tx", PIXELS, "ty", npy("|u1", "(2,)", new byte[] {0, 5}));
    InvalidInputException e =
        assertThrows(
            InvalidInputException.class, () -> Npz.read(zip(arrays), "f", TRAIN, TEST, false));
    assertEquals("f: ty: expected classes 0 to 1, but label 1 is 5.0", e.getMessage());
  }

  @Test
  void read_testPartOfAnotherShape_isRefused() {
    Map<String, byte[]> arrays =
        Map.of("x", PIXELS, "y", LABELS, "tx", npy("|u1", "(2, 3)", new byte[6]), "ty", LABELS);
    InvalidInputException e =
        assertThrows(
            InvalidInputException.class, () -> Npz.read(zip(arrays), "f", TRAIN, TEST, false));
    assertEquals(
        "f: tx: expected examples of shape [1, 2] as for training, not [3]", e.getMessage());
  }

  @Test
  void drain_ofMoreThanTheBound_fails() {
    BoundedStream bomb = new BoundedStream(new ByteArrayInputStream(new byte[9]), 8);
    IOException e = assertThrows(IOException.class, bomb::drain);
    assertEquals("it unpacks to more than 8 bytes", e.getMessage());
  }

  @Test
  void read_realPneumonia_hasTheCountsOfItsDescription() {
    String file = RealData.path("pneumonia_images") + "/pneumoniamnist.npz";
    Npz npz =
        Npz.read(
            new LocalFiles(),
            file,
            new Npz.Part("train_images", "train_labels", null),
            new Npz.Part("test_images", "test_labels", null),
            false);

    assertEquals(new DataSpec(List.of(28, 28), 2), npz.train().data());
    assertArrayEquals(new int[] {388, 3494}, histogram(npz.train()));
    assertArrayEquals(new int[] {234, 390}, histogram(Objects.requireNonNull(npz.test())));
    Npz.Part validation = new Npz.Part("val_images", "val_labels", null);
    assertArrayEquals(
        new int[] {135, 389},
        histogram(Npz.read(new LocalFiles(), file, validation, null, false).train()));
  }

  private static int[] histogram(ExampleTable table) {
    int[] histogram = new int[table.data().classes()];
    for (float label : table.labels()) {
      histogram[(int) label]++;
    }
    return histogram;
  }

  private static Arguments array(byte[] x, String sentence) {
    return Arguments.of(Map.of("x", x, "y", LABELS), "f: x: " + sentence);
  }

  private static Arguments labels(byte[] y, String sentence) {
    return Arguments.of(Map.of("x", PIXELS, "y", y), "f: y: " + sentence);
  }

  private static String refusal(MemoryFiles files) {
    return assertThrows(InvalidInputException.class, () -> Npz.read(files, "f", TRAIN, null, false))
        .getMessage();
  }

  private static ByteBuffer bytes(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static float[] f(float... values) {
    return values;
  }

  private static byte[] npy(String type, String shape, byte[] values) {
    String header = "{'descr': '" + type + "', 'fortran_order': False, 'shape': " + shape + ", }";
    byte[] text =
        (header + " ".repeat(117 - header.length()) + "\n").getBytes(StandardCharsets.ISO_8859_1);
    return bytes(10 + text.length + values.length)
        .put("\u0093NUMPY\1\0".getBytes(StandardCharsets.ISO_8859_1))
        .putShort((short) text.length)
        .put(text)
        .put(values)
        .array();
  }

  private static MemoryFiles zip(Map<String, byte[]> arrays) {
    return new MemoryFiles().with("f", zipBytes(arrays));
  }

  private static byte[] zipBytes(Map<String, byte[]> arrays) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, byte[]> array : arrays.entrySet()) {
        zip.putNextEntry(
            new ZipEntry(array.getKey() + (array.getKey().contains(".") ? "" : ".npy")));
        zip.write(array.getValue());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static float[] row(ExampleTable table, int row) {
    float[] values = new float[table.features().width()];
    table.features().gather(row, values, 0);
    return values;
  }
}
