package io.skerry.partitioners.shift;

import io.skerry.core.InvalidInputException;
import io.skerry.core.data.DataSpec;
import java.util.List;

/**
 * Images turned about their centre, counter-clockwise: client k by degrees[k mod size], as in
 * Rotated MNIST (Ghosh et al. 2020). A pixel is interpolated from the four around its origin;
 * outside of the image is 0. Quarters of a turn of a square image only move pixels.
 */
public record Rotation(List<Double> degrees) implements Shift {

  public Rotation {
    degrees = List.copyOf(degrees);
    if (degrees.isEmpty() || degrees.stream().anyMatch(d -> !Double.isFinite(d))) {
      throw new InvalidInputException("shift.rotation: expected a list of degrees, not " + degrees);
    }
  }

  @Override
  public void check(DataSpec data) {
    ShiftInput.requireNumbers("shift.rotation", data);
    if (data.shape().size() < 2) {
      throw new InvalidInputException(
          "shift.rotation: expected images, not examples of shape " + data.shape());
    }
  }

  @Override
  public void apply(ShiftedRows rows, Whose whose) {
    double angle = degrees.get((int) (whose.client() % degrees.size())) * whose.strength();
    if (angle % 360 == 0) {
      return;
    }
    List<Integer> shape = rows.data.shape();
    int height = shape.get(shape.size() - 2);
    int width = shape.get(shape.size() - 1);
    float[] plane = new float[height * width];
    for (int at = 0; at < rows.features.length; at += plane.length) {
      System.arraycopy(rows.features, at, plane, 0, plane.length);
      turn(plane, height, width, angle, rows.features, at);
    }
  }

  private static void turn(
      float[] plane, int height, int width, double angle, float[] target, int at) {
    double cos = cosine(angle);
    double sin = cosine(angle - 90);
    double middleY = (height - 1) / 2.0;
    double middleX = (width - 1) / 2.0;
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        double dy = y - middleY;
        double dx = x - middleX;
        double fromY = middleY + sin * dx + cos * dy;
        double fromX = middleX + cos * dx - sin * dy;
        int top = (int) Math.floor(fromY);
        int left = (int) Math.floor(fromX);
        double down = fromY - top;
        double right = fromX - left;
        target[at + y * width + x] =
            (float)
                ((1 - down) * (1 - right) * pixel(plane, height, width, top, left)
                    + (1 - down) * right * pixel(plane, height, width, top, left + 1)
                    + down * (1 - right) * pixel(plane, height, width, top + 1, left)
                    + down * right * pixel(plane, height, width, top + 1, left + 1));
      }
    }
  }

  /** The cosine, exact for quarters of a turn. */
  private static double cosine(double degrees) {
    double quarters = Math.abs(degrees % 360) / 90;
    if (quarters == Math.rint(quarters)) {
      return quarters == 0 ? 1 : quarters == 2 ? -1 : 0;
    }
    return StrictMath.cos(StrictMath.toRadians(degrees));
  }

  private static float pixel(float[] plane, int height, int width, int y, int x) {
    return y < 0 || y >= height || x < 0 || x >= width ? 0 : plane[y * width + x];
  }
}
