package io.skerry.partitioners.files;

import io.skerry.core.InvalidInputException;
import io.skerry.partitioners.files.ImageReading.Pixels;
import java.util.List;

/**
 * What images are brought to: grey ones have the shape [height, width], coloured ones [3, height,
 * width] with red, green and blue.
 *
 * @param channels 1 or 3
 */
public record ImageShape(int height, int width, int channels) {
  private static final int MOST_PIXELS = 1 << 22;

  public ImageShape {
    if (height < 1 || width < 1 || (long) height * width > MOST_PIXELS) {
      throw new InvalidInputException(
          "data.size: expected [height, width] of 1 to "
              + MOST_PIXELS
              + " pixels in all, not ["
              + height
              + ", "
              + width
              + "]");
    }
    if (channels != 1 && channels != 3) {
      throw new InvalidInputException("data.channels: expected 1 or 3, not " + channels);
    }
  }

  List<Integer> shape() {
    return channels == 1 ? List.of(height, width) : List.of(channels, height, width);
  }

  /** Bytes of one image. */
  int bytes() {
    return channels * height * width;
  }

  /**
   * Writes an image, channel after channel, to {@code target[at..at + bytes())}: sizes by the mean
   * over the area that a pixel covers, colours to grey by ITU-R BT.601.
   */
  void write(Pixels image, byte[] target, int at) {
    for (int c = 0; c < channels; c++) {
      int shift = 8 * (channels - 1 - c);
      for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
          target[at++] = (byte) mean(image, x, y, shift);
        }
      }
    }
  }

  /** The mean over one target pixel, in whole numbers, so that it is the same anywhere. */
  private long mean(Pixels image, int x, int y, int shift) {
    // In units of 1/width and 1/height of a source pixel.
    long left = (long) x * image.width();
    long top = (long) y * image.height();
    long sum = 0;
    for (long j = top / height; j * height < top + image.height(); j++) {
      long high = Math.min((j + 1) * height, top + image.height()) - Math.max(j * height, top);
      for (long i = left / width; i * width < left + image.width(); i++) {
        long wide = Math.min((i + 1) * width, left + image.width()) - Math.max(i * width, left);
        sum += high * wide * value(image.rgb()[(int) (j * image.width() + i)], shift);
      }
    }
    long area = (long) image.width() * image.height();
    return (2 * sum + area) / (2 * area);
  }

  private int value(int rgb, int shift) {
    if (channels == 3) {
      return rgb >> shift & 0xff;
    }
    return (299 * (rgb >> 16 & 0xff) + 587 * (rgb >> 8 & 0xff) + 114 * (rgb & 0xff) + 500) / 1000;
  }
}
