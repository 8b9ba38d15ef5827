package io.skerry.partitioners.files;

import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.IOException;
import java.io.InputStream;
import java.util.Iterator;
import java.util.Locale;
import javax.imageio.IIOException;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/** Decodes PNG and JPEG files to red, green and blue; transparency is left out. */
final class ImageReading {
  /** Some eight bytes each while an image is decoded. */
  static final int MOST_PIXELS = 1 << 25;

  private ImageReading() {}

  /**
   * An image's pixels as 0xrrggbb, row after row.
   *
   * @param rgb width x height values
   */
  record Pixels(int width, int height, int[] rgb) {}

  static Pixels read(InputFile file) {
    try (InputStream stream = file.open();
        ImageInputStream input = new MemoryCacheImageInputStream(stream)) {
      return pixels(decode(file, input));
    } catch (IIOException e) {
      throw file.refusal("expected an image, but it is damaged");
    } catch (IOException e) {
      throw file.failure(e);
    }
  }

  private static BufferedImage decode(InputFile file, ImageInputStream input) throws IOException {
    Iterator<ImageReader> readers = ImageIO.getImageReaders(input);
    ImageReader reader = readers.hasNext() ? readers.next() : null;
    if (reader == null || !reader.getFormatName().toLowerCase(Locale.ROOT).matches("png|jpe?g")) {
      throw file.refusal("expected a PNG or JPEG image");
    }
    try {
      // Metadata may inflate to any size.
      reader.setInput(input, true, true);
      long pixels = (long) reader.getWidth(0) * reader.getHeight(0);
      if (pixels > MOST_PIXELS) {
        throw file.refusal(
            "expected an image of at most " + MOST_PIXELS + " pixels, not " + pixels);
      }
      boolean[] cutOff = new boolean[1];
      // A cut-off JPEG is filled with grey and no more than warned of.
      reader.addIIOReadWarningListener(
          (source, warning) -> cutOff[0] |= warning.matches("(?i).*(EOI|premature).*"));
      BufferedImage image = reader.read(0);
      if (cutOff[0]) {
        throw new IIOException("the file is cut off");
      }
      return image;
    } catch (IllegalArgumentException
        | IllegalStateException
        | IndexOutOfBoundsException
        | NegativeArraySizeException
        | NullPointerException e) {
      // So the JDK's decoders answer some damaged files.
      throw new IIOException("damaged", e);
    } finally {
      reader.dispose();
    }
  }

  private static Pixels pixels(BufferedImage image) throws IIOException {
    Raster raster = image.getRaster();
    ColorModel colors = image.getColorModel();
    int[] rgb = new int[image.getWidth() * image.getHeight()];
    int[] samples = new int[raster.getNumBands()];
    for (int i = 0; i < rgb.length; i++) {
      raster.getPixel(i % image.getWidth(), i / image.getWidth(), samples);
      if (colors instanceof IndexColorModel palette) {
        if (samples[0] >= palette.getMapSize()) {
          throw new IIOException("a pixel has no colour");
        }
        rgb[i] = palette.getRGB(samples[0]) & 0xffffff;
      } else if (samples.length < 3) {
        rgb[i] = eightBits(samples[0], colors, 0) * 0x010101;
      } else {
        rgb[i] =
            eightBits(samples[0], colors, 0) << 16
                | eightBits(samples[1], colors, 1) << 8
                | eightBits(samples[2], colors, 2);
      }
    }
    return new Pixels(image.getWidth(), image.getHeight(), rgb);
  }

  private static int eightBits(int sample, ColorModel colors, int band) {
    int bits = colors.getComponentSize(band);
    return bits == 8 ? sample : sample * 255 / ((1 << bits) - 1);
  }
}
