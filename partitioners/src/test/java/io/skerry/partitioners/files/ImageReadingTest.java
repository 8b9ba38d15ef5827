package io.skerry.partitioners.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skerry.core.InvalidInputException;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.IntBinaryOperator;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ImageReadingTest {
  private static final IntBinaryOperator DOTS = (x, y) -> x * 40 << 16 | y * 30 << 8 | (x ^ y);

  @Test
  void read_png_givesItsColours() {
    ImageReading.Pixels pixels = read(image("png", 3, 2, DOTS));
    assertEquals(3, pixels.width());
    assertEquals(2, pixels.height());
    assertArrayEquals(
        new int[] {0, 0x280001, 0x500002, 0x001e01, 0x281e00, 0x501e03}, pixels.rgb());
  }

  @Test
  void read_greyPng_keepsItsValues() {
    BufferedImage grey = new BufferedImage(2, 1, BufferedImage.TYPE_BYTE_GRAY);
    grey.getRaster().setSample(0, 0, 0, 100);
    grey.getRaster().setSample(1, 0, 0, 7);
    assertArrayEquals(new int[] {0x646464, 0x070707}, read(bytes("png", grey)).rgb());
  }

  @Test
  void read_sixteenBitPng_keepsTheUpperBits() {
    BufferedImage grey = new BufferedImage(2, 1, BufferedImage.TYPE_USHORT_GRAY);
    grey.getRaster().setSample(0, 0, 0, 65535);
    grey.getRaster().setSample(1, 0, 0, 100 * 257);
    assertArrayEquals(new int[] {0xffffff, 0x646464}, read(bytes("png", grey)).rgb());
  }

  @Test
  void read_palettePng_givesItsColours() {
    BufferedImage palette = new BufferedImage(2, 1, BufferedImage.TYPE_BYTE_BINARY);
    palette.setRGB(1, 0, 0xffffffff);
    assertArrayEquals(new int[] {0, 0xffffff}, read(bytes("png", palette)).rgb());
  }

  @Test
  void read_evenJpeg_isCloseToItsColour() {
    int rgb = read(image("jpg", 16, 16, (x, y) -> 0x20c040)).rgb()[100];
    assertTrue(Math.abs((rgb >> 16) - 0x20) < 4 && Math.abs((rgb & 0xff) - 0x40) < 4, "" + rgb);
  }

  @Test
  void write_smallerShape_takesTheMeanOfEachArea() {
    ImageReading.Pixels pixels =
        new ImageReading.Pixels(3, 1, new int[] {0x000000, 0x5a5a5a, 0xb4b4b4});
    byte[] target = new byte[3];
    new ImageShape(1, 2, 1).write(pixels, target, 1);
    // Each target pixel covers one and a half: (0 + 90 / 2) / 1.5 and (90 / 2 + 180) / 1.5.
    assertArrayEquals(new byte[] {0, 30, (byte) 150}, target);
  }

  @Test
  void write_largerShape_repeats() {
    byte[] target = new byte[6];
    new ImageShape(1, 2, 3).write(new ImageReading.Pixels(1, 1, new int[] {0x010203}), target, 0);
    assertArrayEquals(new byte[] {1, 1, 2, 2, 3, 3}, target);
  }

  @Test
  void write_colourAsGrey_weighsTheChannels() {
    byte[] target = new byte[1];
    new ImageShape(1, 1, 1).write(new ImageReading.Pixels(1, 1, new int[] {0x640000}), target, 0);
    assertEquals(30, target[0]);
  }

  @Test
  void shape_thatNoImageHas_isRefused() {
    assertThrows(InvalidInputException.class, () -> new ImageShape(0, 3, 1));
    assertThrows(InvalidInputException.class, () -> new ImageShape(1 << 12, 1 << 12, 1));
    assertThrows(InvalidInputException.class, () -> new ImageShape(2, 2, 4));
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "jpg"})
  void read_fileCutOffAnywhere_isRefused(String format) {
    byte[] whole = image(format, 20, 20, DOTS);
    for (int length = 0; length < whole.length - 20; length += 1 + length / 8) {
      byte[] part = Arrays.copyOf(whole, length);
      assertThrows(InvalidInputException.class, () -> read(part), format + " of " + length);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "jpg"})
  void read_anyByteChanged_isReadOrRefused(String format) {
    byte[] whole = image(format, 20, 20, DOTS);
    for (int at = 0; at < whole.length; at++) {
      byte[] changed = whole.clone();
      changed[at] ^= (byte) 0xff;
      try {
        assertTrue(read(changed).rgb().length > 0);
      } catch (InvalidInputException e) {
        assertTrue(e.getMessage().startsWith("i: expected "), e.getMessage());
      }
    }
  }

  @Test
  void read_declaredSizeOfABomb_isRefusedBeforeAnythingIsAllocated() {
    byte[] png = image("png", 1, 1, DOTS);
    ByteBuffer header = ByteBuffer.wrap(png);
    header.putInt(16, 100_000).putInt(20, 100_000);
    CRC32 crc = new CRC32();
    crc.update(png, 12, 17);
    header.putInt(29, (int) crc.getValue());
    InvalidInputException e = assertThrows(InvalidInputException.class, () -> read(png));
    assertEquals(
        "i: expected an image of at most 33554432 pixels, not 10000000000", e.getMessage());
  }

  @Test
  void read_textOrGif_isRefused() {
    assertEquals(
        "i: expected a PNG or JPEG image",
        assertThrows(InvalidInputException.class, () -> read("hello".getBytes(UTF_8)))
            .getMessage());
    byte[] gif = image("gif", 2, 2, DOTS);
    assertThrows(InvalidInputException.class, () -> read(gif));
  }

  private static ImageReading.Pixels read(byte[] file) {
    return ImageReading.read(new InputFile(new MemoryFiles().with("i", file), "i"));
  }

  /** An image file of some pixels. */
  static byte[] image(String format, int width, int height, IntBinaryOperator rgb) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        image.setRGB(x, y, rgb.applyAsInt(x, y));
      }
    }
    return bytes(format, image);
  }

  private static byte[] bytes(String format, BufferedImage image) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      assertTrue(ImageIO.write(image, format, bytes));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
