package io.skerry.privacy.secureaggregation;

import java.util.Arrays;

/**
 * What a client puts under its masks: an encoded update, with its weight and whether it counts. No
 * message shows any of the three.
 *
 * @param update ring elements
 * @param weight the client's weight, such as its number of examples
 * @param counts 1, or 0 where the client has no update to give and sends zeros
 */
public record Contribution(long[] update, long weight, int counts) {

  /** An update that counts. */
  public static Contribution of(long[] update, long weight) {
    return new Contribution(update, weight, 1);
  }

  /** The values, then the weight, then the count. */
  long[] packed() {
    long[] packed = Arrays.copyOf(update, update.length + 2);
    packed[update.length] = weight;
    packed[update.length + 1] = counts;
    return packed;
  }
}
